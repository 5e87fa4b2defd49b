package io.github.devopsagent.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostEnvironmentTest {

    private static final Map<String, String> BEGUN =
            Map.of("PATH", "/opt/tools", "LC_ALL", "C.UTF-8", "TMPDIR", "/unkept", "REGION", "eu");
    private static final Map<String, String> NOW =
            Map.of("PATH", "/bin", "TZ", "UTC", "TMPDIR", "/now", "REGION", "us", "OTHER", "o", "NEW", "n");

    private static Map<String, String> applied(HostEnvironment environment, Map<String, String> host) {
        Map<String, String> variables = new HashMap<>(host);
        environment.applyTo(variables);
        return variables;
    }

    private static HostEnvironment begun(Inherited inherited) {
        Map<String, String> kept = new HashMap<>(Map.of("PATH", "/opt/tools", "LC_ALL", "C.UTF-8"));
        kept.keySet().removeIf(name -> !inherited.includes(name));
        return new HostEnvironment(inherited, true, kept, Set.of("TMPDIR"), Set.of());
    }

    @Test
    void as_it_is_nothing_is_changed() {
        assertThat(applied(HostEnvironment.AS_IT_IS, NOW)).isEqualTo(NOW);
        assertThat(applied(begun(Inherited.ALL), BEGUN)).isEqualTo(BEGUN);
    }

    @Test
    void the_closed_list_is_that_of_the_run_and_all_else_that_of_the_process() {
        assertThat(applied(begun(Inherited.ALL).without(Set.of("NEW")), NOW))
                .isEqualTo(Map.of(
                        "PATH", "/opt/tools", "LC_ALL", "C.UTF-8", "TMPDIR", "/now", "REGION", "us", "OTHER", "o"));
    }

    @Test
    void only_what_is_inherited_is_passed_on() {
        assertThat(applied(begun(Inherited.NONE), NOW)).isEmpty();
        assertThat(applied(begun(Inherited.only("PATH", "OTHER", "MISSING")), NOW))
                .isEqualTo(Map.of("PATH", "/opt/tools", "OTHER", "o"));
    }

    @Test
    void declared_variables_are_above_what_is_inherited() {
        Map<String, String> variables = new HashMap<>(NOW);
        new ExecutionContext("EP-1", "DEP-001", "production", Path.of("/"), Map.of("PATH", "/own"))
                .withHostEnvironment(begun(Inherited.only("PATH")))
                .applyTo(variables);
        assertThat(variables).isEqualTo(Map.of("PATH", "/own"));
    }

    @Test
    void as_text_it_has_no_values() {
        assertThat(begun(Inherited.ALL).toString())
                .contains("PATH", "TMPDIR")
                .doesNotContain("/opt/tools", "/unkept", "C.UTF-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "A=B", "A\0", "DEVOPS_RUN", "LC_*", "$HOME"})
    void what_is_no_name_of_the_hosts_is_not_inherited(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> Inherited.only("PATH", name));
    }

    @Test
    void all_and_some_is_a_contradiction() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Inherited(true, Set.of("PATH")));
    }
}
