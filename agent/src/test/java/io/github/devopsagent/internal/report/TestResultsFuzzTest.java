package io.github.devopsagent.internal.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.devopsagent.domain.TestResults;
import io.github.devopsagent.veto.Refusal;
import io.vavr.control.Either;
import java.io.ByteArrayInputStream;
import java.util.List;

/** Whatever lies in place of the test results is counted, or is refused. */
class TestResultsFuzzTest {

    @FuzzTest
    void results(byte[] bytes) {
        Either<List<Refusal>, TestResults> read = TestResultsReader.read(new ByteArrayInputStream(bytes));
        assertThat(TestResultsReader.read(new ByteArrayInputStream(bytes))).isEqualTo(read);
        TestResultsReader.readQuickly(new ByteArrayInputStream(bytes))
                .ifPresent(quickly -> assertThat(read).isEqualTo(Either.right(quickly)));
        read.peek(results -> assertThat(results.passed()).isBetween(0L, results.scenarios()));
        read.peekLeft(refusals -> assertThat(refusals).isNotEmpty());
    }
}
