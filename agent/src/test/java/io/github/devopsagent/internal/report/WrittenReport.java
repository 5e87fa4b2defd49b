package io.github.devopsagent.internal.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.domain.TestResults;
import io.github.devopsagent.veto.Refusal;
import io.vavr.control.Either;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Reports that real tools have written of small suites, shortened. */
final class WrittenReport {

    private WrittenReport() {}

    static String text(String name) {
        try (InputStream in = WrittenReport.class.getResourceAsStream(name + ".json")) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Either<List<Refusal>, TestResults> read(String text) {
        return read(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Reads a report with few names, in both ways, which must come to the same. */
    static Either<List<Refusal>, TestResults> read(byte[] bytes) {
        Either<List<Refusal>, TestResults> read = TestResultsReader.read(new ByteArrayInputStream(bytes));
        assertThat(TestResultsReader.readQuickly(new ByteArrayInputStream(bytes)))
                .as("what is read quickly")
                .isEqualTo(read.toJavaOptional());
        return read;
    }

    /** Whether it would let a deployment pass. */
    static boolean passes(String text, boolean skipsAllowed) {
        return read(text).fold(why -> false, results -> passes(results, skipsAllowed));
    }

    static boolean passes(TestResults results, boolean skipsAllowed) {
        return results.counts().failed() == 0
                && results.contradictions().isEmpty()
                && results.passed() > 0
                && (skipsAllowed || results.skipped() == 0);
    }
}
