package io.github.devopsagent.internal.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.domain.TestFormat;
import io.github.devopsagent.gate.TestOutcome;
import io.github.devopsagent.gate.UnjudgedFields;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The documentation's tables of test results are those of the code. */
class ReportDocumentationTest {

    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    private static String page() throws IOException {
        return Files.readString(Path.of("../docs/test-results.md"));
    }

    private static List<String> words(String begin) throws IOException {
        List<String> rows =
                page().lines().filter(line -> line.startsWith(begin)).toList();
        assertThat(rows).as(begin).hasSize(1);
        String words = rows.get(0).split(";", -1)[0];
        return CODE.matcher(words).results().map(found -> found.group(1)).toList();
    }

    @Test
    void each_word_of_a_status_is_documented() throws IOException {
        assertThat(words("| passed |")).containsExactlyInAnyOrderElementsOf(TestOutcome.PASSED.words());
        assertThat(words("| was skipped |")).containsExactlyInAnyOrderElementsOf(TestOutcome.SKIPPED.words());
    }

    @Test
    void each_word_of_a_field_that_is_not_judged_is_documented() throws IOException {
        assertThat(words("| last words of names that say nothing |")).isEqualTo(UnjudgedFields.LAST_WORDS);
        assertThat(words("| words that say nothing anywhere in a name |")).isEqualTo(UnjudgedFields.ANY_WORDS);
        assertThat(words("| last words of names of prose")).isEqualTo(UnjudgedFields.PROSE);
    }

    @Test
    void each_format_is_documented_with_its_list_of_tests() throws IOException {
        String readme = page();
        for (TestFormat format : TestFormat.values()) {
            String name = format == TestFormat.SCENARIOS ? "the protocol's" : format.label();
            String list = "`" + format.pointer().substring(1).replace('/', '.') + "`";
            assertThat(readme.lines().filter(line -> line.startsWith("| " + name)))
                    .as(name)
                    .singleElement()
                    .asString()
                    .contains(list);
        }
    }

    @Test
    void each_format_that_is_only_recognized_is_documented() throws IOException {
        String section = page().replaceAll("\\s+", " ");
        int begin = section.indexOf("**Another format**");
        String sentence = section.substring(begin, section.indexOf("So is one that is cut off", begin));
        assertThat(ForeignReport.names())
                .map(name -> name.replaceFirst(
                        " (?:XML|JSON|messages|\\(Visual Studio\\)|test or nextest JSON|or Flutter test JSON)$", ""))
                .allSatisfy(name -> assertThat(sentence).contains(name));
    }
}
