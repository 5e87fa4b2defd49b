package io.github.devopsagent.internal.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.devopsagent.domain.Phase;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/** Whatever the history ends with, it gets its line, and gets it once. */
class HistoryFuzzTest {

    @FuzzTest
    void line(byte[] tail) {
        append(tail).ifPresent(line -> {
            assertThat(line).endsWith("}\n");
            byte[] added = line.getBytes(StandardCharsets.UTF_8);
            byte[] after = Arrays.copyOf(tail, tail.length + added.length);
            System.arraycopy(added, 0, after, tail.length, added.length);
            assertThat(append(after)).isEmpty();
        });
    }

    private static Optional<String> append(byte[] tail) {
        return HistoryLine.toAppend(
                tail, "0123abcd", Phase.DEPLOYMENT, Phase.DONE, Instant.parse("2025-12-31T14:00:00Z"));
    }
}
