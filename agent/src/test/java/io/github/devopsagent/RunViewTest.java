package io.github.devopsagent;

import static io.github.devopsagent.ConsensusFixture.aConsensus;
import static io.github.devopsagent.ScriptedShell.aShell;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.plan.Stage;
import io.github.devopsagent.run.RunEvent;
import io.github.devopsagent.run.StepRef;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run as listeners see it. */
class RunViewTest {

    @TempDir
    private Path temporary;

    private final List<RunView> views = new ArrayList<>();

    private final RunListener listener = new RunListener() {
        @Override
        public void started(RunView run) {
            views.add(run);
        }

        @Override
        public void happened(RunEvent event, RunView run) {
            views.add(run);
        }
    };

    private void deployFailing() {
        aConsensus().in(temporary).run(aShell().failing("deploy"), agent -> agent.listener(listener)
                .forwardBudget(Duration.ofHours(2)));
    }

    @Test
    void tells_which_run_it_is_from_the_beginning() {
        deployFailing();
        RunView first = views.get(0);
        assertThat(first.epicId()).isEqualTo("EP-1");
        assertThat(first.deploymentId()).isEqualTo("DEP-001");
        assertThat(first.environment()).isEqualTo("production");
        assertThat(first.forwardBudget()).isEqualTo(Duration.ofHours(2));
        assertThat(first.stage()).isEqualTo(Stage.PRE_FLIGHT);
        assertThat(first.failure()).isEmpty();
        assertThat(first.checks()).containsExactly("check");
        assertThat(first).hasToString("DEP-001 of EP-1 to production, in stage pre_flight");
    }

    @Test
    void tells_the_stages_the_attempts_and_the_failure_as_they_come() {
        deployFailing();
        Set<Stage> stages = new LinkedHashSet<>();
        views.forEach(view -> stages.add(view.stage()));
        assertThat(stages).containsExactly(Stage.PRE_FLIGHT, Stage.DEPLOY, Stage.ROLLBACK);
        StepRef deploy = views.get(0).steps().get(0);
        assertThat(views.get(0).nameOf(deploy)).isEqualTo("step 'deploy' (deployment_steps/0)");
        assertThat(views.get(0).attemptsOf(deploy)).isZero();
        RunView last = views.get(views.size() - 1);
        assertThat(last.attemptsOf(deploy)).isEqualTo(1);
        assertThat(last.failure().orElseThrow()).contains("deploy is broken");
        assertThat(last.startedAt()).isEqualTo(views.get(0).startedAt());
        assertThat(last.toString()).startsWith("DEP-001 of EP-1 to production, in stage rollback: step 'deploy'");
    }

    /** What a host sees of core is vocabulary. */
    @Test
    void no_listener_sees_the_state_machine() {
        assertThat(Stream.of(RunListener.class, RunView.class)
                        .flatMap(type -> Arrays.stream(type.getMethods()))
                        .filter(method -> method.getDeclaringClass() != Object.class)
                        .flatMap(RunViewTest::types))
                .doesNotContain("RunState", "RunPlan", "NextAction");
    }

    private static Stream<String> types(Method method) {
        return Stream.concat(
                Stream.of(method.getReturnType().getSimpleName()),
                Arrays.stream(method.getParameterTypes()).map(Class::getSimpleName));
    }
}
