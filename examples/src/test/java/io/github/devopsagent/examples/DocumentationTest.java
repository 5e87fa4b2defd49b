package io.github.devopsagent.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What README and the pages beside it show as Java is compiled, and what they point at is there. */
class DocumentationTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path EXAMPLES = Path.of("src/main/java/io/github/devopsagent/examples");
    private static final Path TESTS = Path.of("src/test/java/io/github/devopsagent/examples");
    private static final Path CLUSTER = Path.of("cluster/src");
    private static final List<Path> SNIPPETS = List.of(
            EXAMPLES.resolve("Snippets.java"),
            EXAMPLES.resolve("GiveUp.java"),
            CLUSTER.resolve("main/java/io/github/devopsagent/cluster/ClusterSnippets.java"),
            CLUSTER.resolve("main/java/io/github/devopsagent/cluster/PodFate.java"),
            CLUSTER.resolve("test/java/io/github/devopsagent/cluster/ScheduledRecovery.java"),
            TESTS.resolve("TestedPlanTest.java"),
            TESTS.resolve("RunMetrics.java"),
            TESTS.resolve("RunSpans.java"));

    private static final Pattern JAVA = Pattern.compile("(?ms)^```java\\R(.*?)^```");
    private static final Pattern TAGGED = Pattern.compile("(?ms)^ *// tag::([a-z-]+)\\R(.*?)^ *// end::\\1$");
    private static final Pattern FENCED = Pattern.compile("(?ms)^ *```.*?^ *```");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");
    private static final Pattern ANCHOR = Pattern.compile("<a id=\"([^\"]+)\">");

    @Test
    void the_java_that_is_shown_is_what_is_compiled() throws IOException {
        assertThat(shown())
                .as("copy the region of %s to the page", SNIPPETS)
                .isNotEmpty()
                .isSubsetOf(tagged());
    }

    @Test
    void every_snippet_is_shown() throws IOException {
        assertThat(tagged()).isNotEmpty().isSubsetOf(shown());
    }

    @Test
    void every_link_leads_to_a_file_or_heading_that_is_there() throws IOException {
        Map<Path, Set<String>> anchors = new HashMap<>();
        for (Path page : pages()) {
            anchors.put(page, anchorsOf(page));
        }
        List<String> dead = new ArrayList<>();
        for (Path page : pages()) {
            for (String link : linksOf(page)) {
                int hash = link.indexOf('#');
                String file = hash < 0 ? link : link.substring(0, hash);
                Path target = file.isEmpty() ? page : page.resolveSibling(file).normalize();
                boolean found = hash < 0
                        ? Files.exists(target)
                        : anchors.getOrDefault(target, Set.of()).contains(link.substring(hash + 1));
                if (!found) {
                    dead.add(ROOT.relativize(page) + ": " + link);
                }
            }
        }
        assertThat(dead).isEmpty();
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> top = Files.list(ROOT);
                Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            return Stream.concat(top, docs)
                    .filter(file -> file.toString().endsWith(".md"))
                    .toList();
        }
    }

    private static List<String> linksOf(Path page) throws IOException {
        return LINK.matcher(FENCED.matcher(Files.readString(page)).replaceAll(""))
                .results()
                .map(found -> found.group(1))
                .filter(link -> !link.contains("://"))
                .toList();
    }

    /** The headings as GitHub makes anchors of them, and what is an anchor by itself. */
    private static Set<String> anchorsOf(Path page) throws IOException {
        String text = FENCED.matcher(Files.readString(page)).replaceAll("");
        Set<String> anchors = new TreeSet<>();
        ANCHOR.matcher(text).results().map(found -> found.group(1)).forEach(anchors::add);
        HEADING.matcher(text)
                .results()
                .map(found -> found.group(1).toLowerCase(Locale.ROOT))
                .map(heading -> heading.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
                .forEach(anchors::add);
        return anchors;
    }

    private static List<String> shown() throws IOException {
        List<String> shown = new ArrayList<>();
        for (Path page : pages()) {
            if (!page.startsWith(ROOT.resolve("docs/adr")) && !page.endsWith("CHANGELOG.md")) {
                JAVA.matcher(Files.readString(page))
                        .results()
                        .map(block -> block.group(1).stripTrailing().stripIndent())
                        .forEach(shown::add);
            }
        }
        return shown;
    }

    private static List<String> tagged() throws IOException {
        List<String> tagged = new ArrayList<>();
        for (Path snippets : SNIPPETS) {
            TAGGED.matcher(Files.readString(snippets))
                    .results()
                    .map(region -> region.group(2).stripTrailing().stripIndent())
                    .forEach(tagged::add);
        }
        return tagged;
    }
}
