package io.github.devopsagent.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.time.Duration;

/** Whatever stands for a duration is one that can be written and read again, or is none. */
class DurationsFuzzTest {

    @FuzzTest
    void duration(byte[] bytes) {
        Durations.parse(QuotedJson.text(bytes)).ifPresent(duration -> {
            assertThat(duration).isGreaterThanOrEqualTo(Duration.ZERO);
            assertThat(Durations.parse(Durations.format(duration))).contains(duration);
        });
    }
}
