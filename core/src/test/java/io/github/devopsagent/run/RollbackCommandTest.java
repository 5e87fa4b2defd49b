package io.github.devopsagent.run;

import static io.github.devopsagent.run.PlanFixture.aPlan;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.pipeline.Action;
import io.github.devopsagent.pipeline.Input;
import io.github.devopsagent.pipeline.Step;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RollbackCommandTest {

    private static final Step FLIP = Step.of("flip", new Action.Use("load-balancer", Input.none()));

    private static Step command(String text) {
        return Step.of("command", Action.shell(text));
    }

    private static Step undoneBy(String... commands) {
        List<Step> steps =
                List.of(commands).stream().map(RollbackCommandTest::command).toList();
        return command("deploy").withCompensation(steps);
    }

    private static String of(PlanFixture plan) {
        return RollbackCommand.of(plan.build());
    }

    @Test
    void a_single_command_is_left_as_it_is() {
        String command = "git revert abc123 && ./deploy.sh";
        assertThat(of(aPlan().rolledBackBy(command(command)))).isEqualTo(command);
        assertThat(of(aPlan().rolledBackBy(Step.of("a", new Action.Run(command)))))
                .isEqualTo(command);
        assertThat(of(aPlan().rolledBackBy(Step.of("a", new Action.Bare(command)))))
                .isEqualTo(command);
    }

    @Test
    void compensations_come_last_first_and_the_plan_only_if_a_step_has_none() {
        PlanFixture plan = aPlan().deploying(undoneBy("undo a1", "undo a2"), undoneBy("undo b"));
        assertThat(of(plan.rolledBackBy(command("all")))).isEqualTo("undo b && undo a1 && undo a2");
        PlanFixture partly = aPlan().deploying(undoneBy("undo a"), command("b"));
        assertThat(of(partly.rolledBackBy(command("all")))).isEqualTo("undo a && all");
    }

    @Test
    void several_commands_are_grouped_where_one_would_swallow_the_other() {
        PlanFixture plan = aPlan().deploying(undoneBy("a || b"), undoneBy("x; y"), undoneBy("z # why"));
        assertThat(of(plan.withoutRollback())).isEqualTo("{ z # why\n} && { x; y\n} && { a || b\n}");
    }

    @Test
    void directory_and_variables_of_a_step_are_part_of_its_command() {
        Step step = new Step(
                "undo",
                Action.shell("./undo.sh || true"),
                List.of(),
                Duration.ofSeconds(1),
                Map.of("B", "it's", "A", "1"),
                Optional.of("sub dir"),
                false,
                0);
        assertThat(of(aPlan().rolledBackBy(step)))
                .isEqualTo("(cd '/srv/app/sub dir' && export A='1' && export B='it'\\''s' && { ./undo.sh || true\n})");
        assertThat(of(aPlan().deploying(command("d").withCompensation(List.of(step)), undoneBy("first"))))
                .startsWith("first && (cd ")
                .endsWith("\n})");
    }

    @Test
    void a_directory_alone_suffices_to_be_named() {
        Step step = new Step(
                "undo",
                Action.shell("./undo.sh"),
                List.of(),
                Duration.ofSeconds(1),
                Map.of(),
                Optional.of("/opt"),
                false,
                0);
        assertThat(of(aPlan().rolledBackBy(step))).isEqualTo("(cd '/opt' && ./undo.sh)");
    }

    @Test
    void there_is_none_if_a_part_of_the_way_is_no_command() {
        assertThat(of(aPlan().rolledBackBy(command("a"), FLIP))).isEmpty();
        assertThat(of(aPlan().withoutRollback())).isEmpty();
        assertThat(of(aPlan().withoutRollback().withRollbackPoints(FLIP))).isEmpty();
    }

    @Test
    void rollback_points_come_last_and_only_without_a_rollback_plan() {
        PlanFixture plan =
                aPlan().deploying(undoneBy("undo a")).withRollbackPoints(FLIP).restoredWith("git reset");
        assertThat(of(plan.withoutRollback())).isEqualTo("undo a && git reset");
        assertThat(of(aPlan().withRollbackPoints(FLIP).restoredWith("git reset").rolledBackBy(command("all"))))
                .isEqualTo("all");
    }
}
