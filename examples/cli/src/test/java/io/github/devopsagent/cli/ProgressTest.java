package io.github.devopsagent.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a person sees on a terminal, and when it has colours. */
class ProgressTest {

    @TempDir
    Path root = Path.of(".");

    private String run(Epic epic) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream printed = new PrintStream(out, true, UTF_8);
        Streams terminal = new Streams(InputStream.nullInputStream(), printed, printed, true, true, true, Map.of());
        new Program(terminal).execute(epic.arguments("run").toArray(String[]::new));
        return out.toString(UTF_8);
    }

    @Test
    void what_goes_well_is_green_and_what_fails_is_red() {
        String said = run(Epic.failing(root));
        assertThat(said)
                .contains("\u001b[1mDEP-001 of EP-CLI-001 to production\u001b[0m\n")
                .containsPattern("\u001b\\[1m\\S+ deploy step 1 of 2 'publish' \\(deployment_steps/0\\)\u001b\\[0m\n")
                .containsPattern("\u001b\\[32m\\S+ deploy done after \\S+\u001b\\[0m\n")
                .contains("\u001b[2m           | no such table\u001b[0m\n")
                .containsPattern("\u001b\\[1;31m\\S+ deploy FAILED after ")
                .containsPattern("\u001b\\[1;31mROLLED BACK: [^\n]*\u001b\\[0m\n");
    }

    @ParameterizedTest
    @CsvSource({"xterm, '', true", "xterm, 1, false", "dumb, '', false", ", '', false"})
    void a_terminal_shows_colours_unless_it_is_dumb_or_none_are_wanted(String term, String noColor, boolean shown) {
        Map<String, String> environment =
                term == null ? Map.of("NO_COLOR", noColor) : Map.of("TERM", term, "NO_COLOR", noColor);
        assertThat(Streams.showsColours(environment)).isEqualTo(shown);
    }
}
