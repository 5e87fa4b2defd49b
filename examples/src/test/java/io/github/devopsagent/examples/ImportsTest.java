package io.github.devopsagent.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page for hosts names what the README's Java imports: all of it, and nothing else. */
class ImportsTest {

    private static final Path SNIPPETS = Path.of("src/main/java/io/github/devopsagent/examples/Snippets.java");

    private static final Path TESTED_PLAN = Path.of("src/test/java/io/github/devopsagent/examples/TestedPlanTest.java");

    @Test
    void the_imports_of_the_readmes_java_are_listed() throws IOException {
        String shown = blocks(Path.of("../README.md"), "java");
        List<String> needed = imports(SNIPPETS).stream()
                .filter(line -> Pattern.compile("\\b" + simpleName(line) + "\\b")
                        .matcher(shown)
                        .find())
                .toList();
        assertThat(needed).isNotEmpty();
        assertThat(blocks(Path.of("../docs/hosts.md"), "java imports").lines()).containsExactlyElementsOf(needed);
    }

    @Test
    void the_imports_of_a_test_with_the_test_kit_are_listed() throws IOException {
        String listed = blocks(Path.of("../docs/testing.md"), "java imports");
        assertThat(listed.lines()).isNotEmpty().containsExactlyElementsOf(imports(TESTED_PLAN));
    }

    private static List<String> imports(Path source) throws IOException {
        return Files.readAllLines(source).stream()
                .filter(line -> line.startsWith("import "))
                .toList();
    }

    private static String simpleName(String line) {
        return line.substring(line.lastIndexOf('.') + 1, line.length() - 1);
    }

    private static String blocks(Path page, String kind) throws IOException {
        Matcher block = Pattern.compile("(?ms)^```" + kind + "\\R(.*?)^```").matcher(Files.readString(page));
        return block.results()
                .map(MatchResult::group)
                .collect(Collectors.joining())
                .replaceAll("(?m)^```.*\\R?", "");
    }
}
