package io.github.devopsagent.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.contract.FewerCases;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Standard output on a full disk. */
class UnwritableOutputTest {

    @TempDir
    Path root = Path.of(".");

    private static final class FullDisk extends OutputStream {
        @Override
        public void write(int one) throws IOException {
            throw new IOException("No space left on device");
        }
    }

    @FewerCases(every = 6)
    @ParameterizedTest
    @CsvSource({
        "status, 1",
        "history --json, 1",
        "preview, 1",
        "hold, 1",
        "run, 0",
        "give-up lost, 11",
        "rollback DEP-001, 11"
    })
    void is_told_and_takes_no_exit_code_of_an_outcome_away(String words, int code) {
        Epic epic = Epic.ready(root);
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Streams streams = new Streams(
                InputStream.nullInputStream(),
                new PrintStream(new FullDisk(), true, UTF_8),
                new PrintStream(err, true, UTF_8),
                false,
                false,
                false,
                Map.of());
        String[] command = words.split(" ");
        String[] further = Arrays.copyOfRange(command, 1, command.length);
        assertThat(new Program(streams)
                        .execute(epic.arguments(command[0], further).toArray(String[]::new)))
                .isEqualTo(code);
        assertThat(err.toString(UTF_8)).contains("warning: the answer could not be written whole to standard output");
    }
}
