package io.github.devopsagent.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.devopsagent.domain.Plan;
import io.github.devopsagent.internal.json.Limits;
import io.github.devopsagent.veto.Refusal;
import io.vavr.control.Either;
import java.util.List;

/** Whatever lies in place of the plan is a plan of bounded length, or is refused. */
class PlanFuzzTest {

    @FuzzTest
    void plan(byte[] bytes) {
        Either<List<Refusal>, Plan> read = PlanReader.read(bytes, Defaults.STANDARD);
        assertThat(PlanReader.read(bytes, Defaults.STANDARD)).isEqualTo(read);
        read.peek(plan -> assertThat(plan.deploymentSteps()).hasSizeLessThanOrEqualTo(Limits.STEPS));
        read.peekLeft(refusals -> assertThat(refusals).isNotEmpty().hasSizeLessThanOrEqualTo(Limits.REFUSALS + 1));
    }
}
