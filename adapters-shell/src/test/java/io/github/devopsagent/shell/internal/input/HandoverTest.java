package io.github.devopsagent.shell.internal.input;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.commandline.StandardVariables;
import io.github.devopsagent.executor.ExecutionContext;
import io.github.devopsagent.executor.HostEnvironment;
import io.github.devopsagent.executor.Inherited;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

    @Test
    void a_variable_is_what_a_process_of_the_step_would_have() {
        String inherited = System.getenv().keySet().stream()
                .filter(name -> !StandardVariables.contains(name))
                .findFirst()
                .orElse("NONE");
        ExecutionContext context = new ExecutionContext(
                "EP-1", "DEP-001", "test", Path.of("/tmp"), Map.of("GIVEN", "1", "HOME", "/given"));
        List<HostEnvironment> hosts = List.of(
                HostEnvironment.AS_IT_IS,
                HostEnvironment.AS_IT_IS.without(Set.of("PATH", inherited)),
                new HostEnvironment(Inherited.NONE, true, Map.of(), Set.of(), Set.of()),
                new HostEnvironment(Inherited.only("PATH"), false, Map.of("LANG", "C"), Set.of(), Set.of()),
                new HostEnvironment(
                        Inherited.ALL, true, Map.of("HOME", "/kept", "GIVEN", "0"), Set.of("PATH"), Set.of()));
        for (HostEnvironment host : hosts) {
            ExecutionContext step = context.withHostEnvironment(host);
            Map<String, String> environment = new HashMap<>(System.getenv());
            step.applyTo(environment);
            for (String name : List.of("PATH", "HOME", "LANG", "GIVEN", "NO_SUCH_VARIABLE", inherited)) {
                assertThat(Handover.variable(name, step))
                        .as(name + " of " + host)
                        .isEqualTo(Optional.ofNullable(environment.get(name)));
            }
        }
    }
}
