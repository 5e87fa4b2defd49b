package io.github.devopsagent.internal.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.executor.HostEnvironment;
import io.github.devopsagent.executor.Inherited;
import io.github.devopsagent.internal.secret.SecretMask;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HostVariablesTest {

    private static final Map<String, String> BEGUN =
            Map.of("PATH", "/opt/tools", "LC_ALL", "C.UTF-8", "TMPDIR", "/unkept", "REGION", "eu");

    private static HostEnvironment begun(Inherited inherited) {
        return HostVariables.keeping(inherited, BEGUN, SecretMask.of(Set.of("/unkept")));
    }

    @Test
    void of_the_closed_list_what_is_inherited_and_may_be_kept_is_kept() {
        assertThat(begun(Inherited.ALL))
                .isEqualTo(new HostEnvironment(
                        Inherited.ALL,
                        true,
                        Map.of("PATH", "/opt/tools", "LC_ALL", "C.UTF-8"),
                        Set.of("TMPDIR"),
                        Set.of()));
        assertThat(begun(Inherited.only("PATH", "REGION")))
                .isEqualTo(new HostEnvironment(
                        Inherited.only("PATH", "REGION"), true, Map.of("PATH", "/opt/tools"), Set.of(), Set.of()));
        assertThat(begun(Inherited.NONE))
                .isEqualTo(new HostEnvironment(Inherited.NONE, true, Map.of(), Set.of(), Set.of()));
    }
}
