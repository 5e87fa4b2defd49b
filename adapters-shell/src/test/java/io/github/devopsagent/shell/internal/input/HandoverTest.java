package io.github.devopsagent.shell.internal.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HandoverTest {

    @Test
    void a_variable_that_the_hosts_encoding_would_garble_is_refused() {
        assertThat(Handover.inVariables(Map.of("GREETING", "gr\u00fc\u00df"), StandardCharsets.US_ASCII))
                .hasValueSatisfying(refusal -> assertThat(refusal)
                        .contains("GREETING", "US-ASCII", "LC_ALL=C.UTF-8")
                        .doesNotContain("gr\u00fc\u00df"));
        assertThat(Handover.inVariables(Map.of("GREETING", "gr\u00fc\u00df"), StandardCharsets.UTF_8))
                .isEmpty();
    }

    /** Tried against the system itself: what is not refused is handed over. */
    @Test
    void a_variable_that_is_too_long_for_linux_is_refused_before_anything_starts() throws Exception {
        String longest = "x".repeat(131_072 - "BIG=".length() - 1);

        assertThat(Handover.inVariables(Map.of("BIG", longest), StandardCharsets.UTF_8))
                .isEmpty();
        assertThat(Handover.inVariables(Map.of("BIG", longest + "x"), StandardCharsets.UTF_8))
                .hasValueSatisfying(refusal -> assertThat(refusal).contains("BIG takes 131073 bytes", "131072"));
        ProcessBuilder started = new ProcessBuilder("true");
        started.environment().put("BIG", longest);
        assertThat(started.start().waitFor()).isZero();
    }

    @Test
    void a_name_that_no_variable_can_have_is_refused() {
        assertThat(Handover.inVariables(Map.of("A=B", ""), StandardCharsets.UTF_8))
                .isPresent();
        assertThat(Handover.inVariables(Map.of("", ""), StandardCharsets.UTF_8)).isPresent();
    }
}
