package io.github.devopsagent.machine.command;

import static io.github.devopsagent.machine.PlanFixture.aPlan;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.executor.HostEnvironment;
import io.github.devopsagent.executor.Inherited;
import io.github.devopsagent.machine.PlanFixture;
import io.github.devopsagent.machine.RunScript;
import io.github.devopsagent.machine.vocabulary.RunPlan;
import io.github.devopsagent.plan.Action;
import io.github.devopsagent.plan.Input;
import io.github.devopsagent.plan.Step;
import io.github.devopsagent.run.Purpose;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How the command is worded, and of what; what it does is looked at where it is pasted. */
class RollbackCommandTest {

    private static final Step FLIP = Step.of("flip", new Action.Use("load-balancer", Input.none()));
    private static final String IN = "/bin/sh -c 'cd -P \"$0\" && exec /bin/sh -c \"$1\"' /srv/app ";

    private static Step command(String text) {
        return Step.of("command", Action.shell(text));
    }

    private static Step undoneBy(String... commands) {
        List<Step> steps =
                List.of(commands).stream().map(RollbackCommandTest::command).toList();
        return command("deploy").withCompensation(steps);
    }

    private static Step undo(String text, Map<String, String> env) {
        return new Step(
                "undo",
                Action.shell(text),
                List.of(),
                Duration.ofSeconds(1),
                env,
                Optional.empty(),
                false,
                0,
                Step.DEFAULT_RETRY_DELAY,
                false,
                List.of());
    }

    private static RunScript deployed(PlanFixture plan) {
        return RunScript.of(plan).prepared().everyStepSucceeds().verified().monitored();
    }

    private static String of(PlanFixture plan) {
        return of(deployed(plan));
    }

    private static String of(RunScript run) {
        return of(run, Set.of());
    }

    private static String of(RunScript run, Set<String> secrets) {
        return RollbackCommand.of(run.state(), run.state().plan(), secrets);
    }

    /** The command of a plan that everybody sees with three stars in the place of a secret. */
    private static String ofMasked(PlanFixture shown, PlanFixture carriedOut, Set<String> secrets) {
        return RollbackCommand.of(deployed(shown).state(), carriedOut.build(), secrets);
    }

    private static String word(String path, String command) {
        return "env DEVOPS_STEP=" + path + " " + IN + command;
    }

    @Test
    void a_single_command_has_a_shell_a_directory_and_its_place() {
        String command = "git revert abc123 && ./deploy.sh";
        String expected = "(" + word("rollback_plan/0", "'" + command + "'") + ") </dev/null";
        assertThat(of(aPlan().rolledBackBy(command(command)))).isEqualTo(expected);
        assertThat(of(aPlan().rolledBackBy(Step.of("a", new Action.Run(command)))))
                .isEqualTo(expected);
        assertThat(of(aPlan().rolledBackBy(Step.of("a", new Action.Bare(command)))))
                .isEqualTo(expected);
    }

    @Test
    void compensations_come_last_first_and_the_plan_only_if_one_fails() {
        PlanFixture plan =
                aPlan().deploying(undoneBy("a1", "a2"), undoneBy("b")).rolledBackBy(command("all"));
        assertThat(of(plan))
                .isEqualTo("(devops_exit=0; "
                        + word("deployment_steps/1/rollback/0", "b") + " || devops_exit=$?; "
                        + word("deployment_steps/0/rollback/0", "a1") + " || devops_exit=$?; "
                        + word("deployment_steps/0/rollback/1", "a2") + " || devops_exit=$?; "
                        + "[ $devops_exit -eq 0 ] || { " + word("rollback_plan/0", "all") + "; } || devops_exit=$?; "
                        + "exit $devops_exit) </dev/null");
    }

    @Test
    void the_plan_comes_in_any_case_if_a_step_has_no_compensation() {
        PlanFixture partly = aPlan().deploying(undoneBy("a"), command("b")).rolledBackBy(command("x"), command("y"));
        assertThat(of(partly))
                .contains("|| devops_exit=$?; { " + word("rollback_plan/0", "x") + " && " + word("rollback_plan/1", "y")
                        + "; } || devops_exit=$?; ");
        assertThat(of(aPlan().rolledBackBy(command("x"), command("y"))))
                .isEqualTo("(" + word("rollback_plan/0", "x") + " && " + word("rollback_plan/1", "y") + ") </dev/null");
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
                aPlan().deploying(undoneBy("undo")).withRollbackPoints(FLIP).restoredWith("git reset");
        assertThat(of(plan.withoutRollback()))
                .contains(word("deployment_steps/0/rollback/0", "undo") + " || devops_exit=$?; "
                        + word("rollback_point/0", "'git reset'") + " || devops_exit=$?; exit $devops_exit");
        assertThat(of(aPlan().withRollbackPoints(FLIP).restoredWith("git reset").rolledBackBy(command("all"))))
                .doesNotContain("git reset");
    }

    @Test
    void several_points_have_a_shell_each() {
        assertThat(RollbackCommand.inTurn(List.of("git reset"))).isEqualTo("git reset");
        assertThat(RollbackCommand.inTurn(List.of("exit 0 # done", "b")))
                .isEqualTo("/bin/sh -c 'exit 0 # done' && /bin/sh -c b");
    }

    // What is left

    @Test
    void there_is_none_if_nothing_was_deployed() {
        assertThat(of(RunScript.of(aPlan().preparedBy(command("look")))
                        .prepared()
                        .fails()))
                .isEmpty();
        assertThat(of(RunScript.of(aPlan()).prepared().doesNotStart())).isEmpty();
    }

    @Test
    void there_is_none_if_all_is_undone() {
        RunScript run = RunScript.of(aPlan()).prepared().fails().everyStepSucceeds();
        assertThat(of(run.healthyAfterRollback())).isEmpty();
        RunScript unhealthy = RunScript.of(aPlan()).prepared().fails().everyStepSucceeds();
        assertThat(of(unhealthy.answersAll(Purpose.VERIFY_ROLLBACK, false))).isEmpty();
    }

    @Test
    void after_a_rollback_that_failed_it_is_what_is_left() {
        PlanFixture plan = aPlan().deploying(undoneBy("a"), undoneBy("b"), undoneBy("c"))
                .rolledBackBy(command("x"), command("y"), command("z"));
        RunScript run = RunScript.of(plan).prepared().succeeds().fails();
        run.fails().succeeds().succeeds().fails().healthyAfterRollback();
        assertThat(of(run))
                .isEqualTo("(devops_exit=0; " + word("deployment_steps/1/rollback/0", "b") + " || devops_exit=$?; { "
                        + word("rollback_plan/1", "y") + " && " + word("rollback_plan/2", "z")
                        + "; } || devops_exit=$?; exit $devops_exit) </dev/null");
    }

    @Test
    void a_rollback_that_never_began_is_left_as_a_whole() {
        RunScript run = RunScript.of(
                        aPlan().deploying(undoneBy("a"), undoneBy("b")).rolledBackBy(command("all")))
                .prepared()
                .succeeds()
                .runsOn();
        assertThat(of(run))
                .contains("rollback/0 " + IN + "b ", "rollback/0 " + IN + "a ", "[ $devops_exit -eq 0 ] || {");
    }

    @Test
    void a_point_that_was_restored_is_not_restored_again() {
        PlanFixture plan = aPlan().deploying(undoneBy("a"))
                .withoutRollback()
                .withRollbackPoints(FLIP)
                .restoredWith("git reset");
        RunScript restored =
                RunScript.of(plan).prepared().fails().fails().succeeds().healthyAfterRollback();
        assertThat(of(restored)).isEqualTo("(" + word("deployment_steps/0/rollback/0", "a") + ") </dev/null");
        RunScript failed =
                RunScript.of(plan).prepared().fails().succeeds().fails().healthyAfterRollback();
        assertThat(of(failed)).isEqualTo("(" + word("rollback_point/0", "'git reset'") + ") </dev/null");
    }

    // Variables

    @Test
    void the_run_s_variables_are_exported_once_and_the_plan_s_are_given_to_their_command() {
        Map<String, String> variables = Map.of("DEVOPS_DEPLOYMENT_ID", "DEP-001", "REGION", "eu", "HOST_ONLY", "x");
        PlanFixture plan = aPlan().in(Path.of("/srv/app"), variables)
                .deploying(command("deploy")
                        .withCompensation(List.of(
                                undo("echo ${REGION%u}", Map.of("B", "it's", "app.profile", "a b")), command("c"))));
        assertThat(of(plan.withoutRollback()))
                .isEqualTo("(export DEVOPS_DEPLOYMENT_ID=DEP-001; devops_exit=0; "
                        + "env 'B=it'\\''s' DEVOPS_STEP=deployment_steps/0/rollback/0 REGION=eu 'app.profile=a b' "
                        + IN + "'echo ${REGION%u}' || devops_exit=$?; "
                        + word("deployment_steps/0/rollback/1", "c")
                        + " || devops_exit=$?; exit $devops_exit) </dev/null");
    }

    @Test
    void the_run_s_variables_are_given_to_a_command_that_is_alone_and_exported_for_two_of_any_kind() {
        PlanFixture plan = aPlan().in(Path.of("/srv/app"), Map.of("DEVOPS_DEPLOYMENT_ID", "DEP-001"));
        String exported = "(export DEVOPS_DEPLOYMENT_ID=DEP-001; ";
        assertThat(of(plan.rolledBackBy(command("back")))).startsWith("(env DEVOPS_DEPLOYMENT_ID=DEP-001 DEVOPS_STEP=");
        assertThat(of(plan.rolledBackBy(command("back"), command("start")))).startsWith(exported);
        assertThat(of(plan.deploying(undoneBy("a")).rolledBackBy(command("back"))))
                .startsWith(exported);
        assertThat(of(plan.deploying(undoneBy("a"))
                        .withoutRollback()
                        .withRollbackPoints(FLIP)
                        .restoredWith("git reset")))
                .startsWith(exported);
    }

    @Test
    void where_steps_inherit_a_few_variables_the_persons_shell_gives_these_and_no_others() {
        PlanFixture plan =
                aPlan().in(Path.of("/srv/app"), Map.of("REGION", "eu")).rolledBackBy(undo("back", Map.of("ZONE", "a")));
        HostEnvironment host =
                new HostEnvironment(Inherited.only("PATH", "ZONE", "my.key"), true, Map.of(), Set.of(), Set.of());
        RunScript deployed = deployed(plan);
        RunPlan here = plan.build().withContext(plan.build().context().withHostEnvironment(host));
        assertThat(RollbackCommand.of(deployed.state(), here, Set.of()))
                .startsWith("(env -i ")
                .contains("${PATH+\"PATH=$PATH\"} ")
                .doesNotContain("${ZONE+", "${my.key+");
    }

    @Test
    void what_the_host_had_itself_must_be_there_though_it_may_be_empty() {
        RunPlan plan = aPlan().in(Path.of("/srv/app"), Map.of("ZONE", "a"))
                .rolledBackBy(command("rm -rf data/$REGION/$ZONE; for i in a; do echo $i $DEVOPS_STEP; done"))
                .build();
        HostEnvironment host = new HostEnvironment(Inherited.ALL, true, Map.of("PATH", "/bin"), Set.of(), Set.of("i"));
        RunScript run = deployed(aPlan().rolledBackBy(command("x")));
        assertThat(RollbackCommand.of(run.state(), run.state().plan(), Set.of()))
                .doesNotContain("?");
        RunPlan here = plan.withContext(plan.context().withHostEnvironment(host));
        RunScript deployed = deployed(aPlan().in(Path.of("/srv/app"), Map.of("ZONE", "a"))
                .rolledBackBy(command("rm -rf data/$REGION/$ZONE; for i in a; do echo $i $DEVOPS_STEP; done")));
        assertThat(RollbackCommand.of(deployed.state(), here, Set.of()))
                .startsWith("(: \"${REGION?}\"; env DEVOPS_STEP=");
    }

    @Test
    void what_every_command_depends_on_need_not_be_named() {
        PlanFixture plan = aPlan().in(Path.of("/srv/app"), Map.of("PATH", "/opt/bin:/bin", "LC_ALL", "C", "OTHER", "x"))
                .rolledBackBy(command("undo"));
        assertThat(of(plan))
                .isEqualTo("(env DEVOPS_STEP=rollback_plan/0 LC_ALL=C PATH=/opt/bin:/bin " + IN + "undo) </dev/null");
    }

    @Test
    void a_variable_of_the_step_takes_the_place_of_a_secret_of_the_host() {
        PlanFixture plan = aPlan().rolledBackBy(undo("echo $LOGIN", Map.of("LOGIN", "me")));
        assertThat(of(deployed(plan), Set.of("LOGIN"))).contains(" LOGIN=me ").doesNotContain(":?");
    }

    @Test
    void what_looks_like_a_credential_is_asked_of_the_person_before_anything_is_done() {
        Map<String, String> variables =
                Map.of("DB_URL", "postgres://app:pw@db/app", "api_token", "abc", "REGION", "eu");
        PlanFixture plan = aPlan().in(Path.of("/srv/app"), variables)
                .rolledBackBy(undo("run $DB_URL $api_token $REGION", Map.of("my.key", "k")));
        assertThat(of(plan))
                .isEqualTo("(: \"${DB_URL:?}\" \"${api_token:?}\" \"${my_key:?}\"; "
                        + "env DB_URL=\"$DB_URL\" api_token=\"$api_token\" my.key=\"$my_key\" "
                        + "DEVOPS_STEP=rollback_plan/0 REGION=eu " + IN
                        + "'run $DB_URL $api_token $REGION') </dev/null");
    }

    @Test
    void a_secret_of_the_host_is_asked_of_the_person_only_where_it_is_named() {
        PlanFixture plan = aPlan().rolledBackBy(command("run ${LOGIN:-x}"));
        assertThat(of(deployed(plan), Set.of("LOGIN", "OTHER")))
                .startsWith("(: \"${LOGIN:?}\"; env LOGIN=\"$LOGIN\" ")
                .doesNotContain("OTHER");
    }

    @Test
    void a_value_in_which_a_secret_was_masked_is_asked_of_the_person() {
        PlanFixture shown = aPlan().rolledBackBy(undo("run", Map.of("URL", "http://x/***")));
        PlanFixture plan = aPlan().rolledBackBy(undo("run", Map.of("URL", "http://x/hidden-value")));
        assertThat(ofMasked(shown, plan, Set.of()))
                .contains("${URL:?}")
                .doesNotContain("hidden-value")
                .doesNotContain("***");
    }

    @Test
    void a_command_in_which_a_secret_was_masked_is_none() {
        assertThat(ofMasked(
                        aPlan().rolledBackBy(command("login ***")),
                        aPlan().rolledBackBy(command("login hidden-value")),
                        Set.of()))
                .isEmpty();
    }

    @Test
    void one_variable_of_the_person_cannot_have_two_values() {
        PlanFixture plan =
                aPlan().rolledBackBy(undo("a", Map.of("TOKEN", "one")), undo("b", Map.of("TOKEN", "another")));
        assertThat(of(plan)).isEmpty();
        PlanFixture same = aPlan().rolledBackBy(undo("a", Map.of("TOKEN", "one")), undo("b", Map.of("TOKEN", "one")));
        assertThat(of(same)).contains("${TOKEN:?}");
    }

    @Test
    void one_variable_of_the_person_cannot_be_two_secrets() {
        PlanFixture plan = aPlan().rolledBackBy(command("printenv my.token my-token"));
        assertThat(of(deployed(plan), Set.of("my.token", "my-token"))).isEmpty();
        assertThat(of(deployed(plan), Set.of("my.token"))).contains("${my_token:?}");
        PlanFixture two = aPlan().rolledBackBy(command("echo $MY_TOKEN"), command("printenv MY.TOKEN"));
        assertThat(of(deployed(two), Set.of("MY_TOKEN", "MY.TOKEN"))).isEmpty();
    }

    @Test
    void what_no_process_can_be_given_is_none() {
        assertThat(of(aPlan().rolledBackBy(command("echo " + "x".repeat(130_000)))))
                .isEmpty();
    }
}
