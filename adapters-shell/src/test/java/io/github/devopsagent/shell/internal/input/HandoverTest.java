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

    @Test
    void a_name_that_no_variable_can_have_is_refused() {
        assertThat(Handover.inVariables(Map.of("A=B", ""), StandardCharsets.UTF_8))
                .isPresent();
        assertThat(Handover.inVariables(Map.of("", ""), StandardCharsets.UTF_8)).isPresent();
    }
}
