package io.github.devopsagent.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ReadmeTest {

    private static final Path README = Path.of("../README.md");
    private static final Path EXAMPLES = Path.of("src/main/java/io/github/devopsagent/examples");
    private static final List<Path> SNIPPETS =
            List.of(EXAMPLES.resolve("Snippets.java"), EXAMPLES.resolve("GiveUp.java"));

    private static final Pattern JAVA = Pattern.compile("(?ms)^```java\\R(.*?)^```");
    private static final Pattern TAGGED = Pattern.compile("(?ms)^ *// tag::([a-z-]+)\\R(.*?)^ *// end::\\1$");

    @Test
    void the_readmes_java_is_what_is_compiled() throws IOException {
        assertThat(blocksOf(README))
                .as("copy the region of %s to the README", SNIPPETS)
                .isNotEmpty()
                .isSubsetOf(tagged());
    }

    @Test
    void every_snippet_is_in_the_readme() throws IOException {
        assertThat(tagged()).isNotEmpty().isSubsetOf(blocksOf(README));
    }

    private static List<String> blocksOf(Path markdown) throws IOException {
        return JAVA.matcher(Files.readString(markdown))
                .results()
                .map(block -> block.group(1).stripTrailing().stripIndent())
                .toList();
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
