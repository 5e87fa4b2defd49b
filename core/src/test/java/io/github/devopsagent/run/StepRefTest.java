package io.github.devopsagent.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.devopsagent.run.StepRef.Part;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StepRefTest {

    @Test
    void is_read_from_its_path() {
        assertThat(StepRef.parse("preflight/0")).isEqualTo(StepRef.of(Part.PREFLIGHT, 0));
        assertThat(StepRef.parse("deployment_steps/12")).isEqualTo(StepRef.of(Part.DEPLOY, 12));
        assertThat(StepRef.parse("deployment_steps/1/rollback/2")).isEqualTo(StepRef.compensation(1, 2));
        assertThat(StepRef.parse("rollback_plan/3")).isEqualTo(StepRef.of(Part.ROLLBACK_PLAN, 3));
    }

    @Property
    void every_path_reads_as_what_it_was_written_from(
            @ForAll Part part, @ForAll @IntRange int index, @ForAll @IntRange int sub) {
        StepRef ref = part == Part.COMPENSATION ? StepRef.compensation(index, sub) : StepRef.of(part, index);
        assertThat(StepRef.parse(ref.path())).isEqualTo(ref);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "deployment_steps",
                "deployment_steps/",
                "deployment_steps/-1",
                "deployment_steps/01",
                "deployment_steps/+1",
                "deployment_steps/2147483648",
                "deployment_steps/9999999999",
                "deployment_steps/99999999999999999999",
                "deployment_steps/1/rollback",
                "deployment_steps/1/rollback/",
                "deployment_steps/1/rollback/00",
                "deployment_steps/1/rollback/0/rollback/0",
                "deployment_steps/1 ",
                "/deployment_steps/1",
                "rollback/0",
                "backup/0/rollback/0",
                "rollback_plan/0/rollback/1",
                "DEPLOY/0",
                "health_checks/0"
            })
    void is_read_from_nothing_else(String path) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StepRef.parse(path))
                .withMessageContaining("found '" + path + "'");
    }
}
