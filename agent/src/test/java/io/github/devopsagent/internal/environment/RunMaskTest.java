package io.github.devopsagent.internal.environment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunMaskTest {

    private final RunMask mask = new RunMask(List.of("Zs3cr3tValue0123"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Zs3cr3tV\u001b[1malue0123",
                "Zs3cr3tV\u009b31malue0123",
                "Zs3cr3tV\u001b]0;a title\u0007alue0123",
                "Zs3cr3tV\u001bcalue0123",
                "Zs3cr3tV\u001b(Balue0123"
            })
    void a_secret_that_is_parted_by_what_a_terminal_obeys_is_masked(String printed) {
        assertThat(mask.text("A=" + printed + ".")).isEqualTo("A=***.");
    }
}
