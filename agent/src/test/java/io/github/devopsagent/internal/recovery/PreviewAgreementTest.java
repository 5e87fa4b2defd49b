package io.github.devopsagent.internal.recovery;

import static io.github.devopsagent.ConsensusFixture.aConsensus;
import static io.github.devopsagent.ScriptedShell.aShell;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.ConsensusDirectory;
import io.github.devopsagent.ConsensusFixture;
import io.github.devopsagent.DevOpsAgent;
import io.github.devopsagent.Outcome;
import io.github.devopsagent.Preview;
import io.github.devopsagent.Preview.Next;
import io.github.devopsagent.ScriptedShell;
import io.github.devopsagent.TestBuilder;
import io.github.devopsagent.UnfinishedRun;
import io.github.devopsagent.contract.FewerCases;
import io.github.devopsagent.contract.MatricesOnly;
import io.github.devopsagent.contract.MatrixCells;
import io.github.devopsagent.internal.disk.FaultyDisk;
import io.github.devopsagent.run.Recovery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a preview says that a run would do is what the run that follows does, wherever the agent before was killed. */
@FewerCases(every = 6)
class PreviewAgreementTest {

    /** All points are tried with the matrices, and else so many of them are passed over. */
    private static final int STRIDE = MatrixCells.stride(4);

    @TempDir
    private Path temporary;

    private int directories;

    private ConsensusDirectory directory(ConsensusFixture fixture) throws IOException {
        directories++;
        return fixture.in(Files.createDirectory(temporary.resolve("d" + directories)));
    }

    private static ConsensusFixture fixture(String plan) {
        return aConsensus().withPlanOf(plan).withHistory("");
    }

    /** What the agent that is killed was called for. */
    private enum Call {
        RUN {
            @Override
            ConsensusDirectory before(ConsensusDirectory consensus) {
                return consensus;
            }

            @Override
            Outcome of(TestBuilder agent) {
                return agent.run();
            }

            @Override
            Preview preview(DevOpsAgent agent) {
                return agent.preview();
            }

            @Override
            Outcome previewed(DevOpsAgent agent, Preview preview) {
                return agent.runAsPreviewed(preview);
            }
        },
        ROLL_BACK {
            @Override
            ConsensusDirectory before(ConsensusDirectory consensus) {
                assertThat(consensus.run(aShell())).isInstanceOf(Outcome.Deployed.class);
                return consensus;
            }

            @Override
            Outcome of(TestBuilder agent) {
                return agent.rollBack("DEP-001");
            }

            @Override
            Preview preview(DevOpsAgent agent) {
                return agent.previewRollBack("DEP-001");
            }

            @Override
            Outcome previewed(DevOpsAgent agent, Preview preview) {
                return agent.rollBack("DEP-001");
            }
        };

        abstract ConsensusDirectory before(ConsensusDirectory consensus);

        abstract Outcome of(TestBuilder agent);

        abstract Preview preview(DevOpsAgent agent);

        abstract Outcome previewed(DevOpsAgent agent, Preview preview);
    }

    /** At each record of the journal, and at each other file that the end of a run writes. */
    private List<Integer> killPoints(Call call, ConsensusFixture fixture, ScriptedShell shell) throws IOException {
        ConsensusDirectory consensus = call.before(directory(fixture));
        FaultyDisk disk = FaultyDisk.below(consensus.path());
        call.of(consensus.agent(shell).disk(disk));
        List<String> operations = disk.operations();
        List<Integer> points = IntStream.range(0, operations.size())
                .filter(i -> isPoint(operations.get(i)))
                .boxed()
                .toList();
        return IntStream.range(0, points.size())
                .filter(i -> i % STRIDE == 0)
                .mapToObj(points::get)
                .toList();
    }

    private static boolean isPoint(String operation) {
        return operation.startsWith("write .devops/journal")
                || (operation.startsWith("move") && operation.contains(".json"));
    }

    /** A hold comes before all that takes time, and before what a run would need. */
    @Test
    void of_a_hold_beside_what_else_stands_in_the_way() throws IOException {
        ConsensusDirectory consensus = directory(fixture(KilledRunFixture.PLAN)
                .withFile("HOLD", "until Monday")
                .withFile(".devops/runs", "no directory"));
        ScriptedShell shell = aShell();
        DevOpsAgent agent = consensus.agent(shell).build();
        assertThat(agrees(Call.RUN, consensus, agent, shell, "on hold")).isEqualTo(Next.REFUSE);
        assertThat(agent.preview().refusals())
                .extracting(refusal -> refusal.code())
                .containsExactly("on_hold");
    }

    /** Of a run that has come to its end, the journal may still lie where it was written. */
    @Test
    void of_a_rollback_on_demand_of_a_run_that_was_not_put_away() throws IOException {
        ConsensusFixture fixture = fixture(KilledRunFixture.PLAN);
        ConsensusDirectory whole = directory(fixture);
        FaultyDisk disk = FaultyDisk.below(whole.path());
        whole.agent(aShell()).disk(disk).run();
        int putAway = IntStream.range(0, disk.operations().size())
                .filter(i -> disk.operations().get(i).startsWith("move .devops/journal"))
                .findFirst()
                .orElseThrow();
        ScriptedShell shell = aShell();
        ConsensusDirectory consensus = killedAt(putAway, Call.RUN, directory(fixture), shell);
        assertThat(consensus.has(".devops/journal")).isTrue();
        DevOpsAgent agent = consensus.agent(shell).clock(KilledRunFixture.LATER).build();
        assertThat(agrees(Call.ROLL_BACK, consensus, agent, shell, "killed before it was put away"))
                .isEqualTo(Next.ROLL_BACK_DEPLOYMENT);
    }

    private static ConsensusDirectory killedAt(
            int operation, Call call, ConsensusDirectory consensus, ScriptedShell shell) {
        try {
            call.of(consensus
                    .agent(shell)
                    .disk(FaultyDisk.below(consensus.path()).stopAt(operation)));
        } catch (FaultyDisk.Crash e) {
            return consensus;
        }
        return consensus;
    }

    private static Next agrees(ConsensusDirectory consensus, DevOpsAgent agent, ScriptedShell shell, String what) {
        return agrees(Call.RUN, consensus, agent, shell, what);
    }

    private static Next agrees(
            Call call, ConsensusDirectory consensus, DevOpsAgent agent, ScriptedShell shell, String what) {
        Object before = KilledRunFixture.everything(consensus);
        int commands = shell.requests().size();
        Preview preview = call.preview(agent);
        assertThat(KilledRunFixture.everything(consensus))
                .as("preview changes nothing, " + what)
                .isEqualTo(before);
        assertThat(shell.requests()).as("preview executes nothing, " + what).hasSize(commands);
        Outcome outcome = call.previewed(agent, preview);
        String both = what + "\npreview: " + preview + "\nthen: " + outcome;
        assertThat(allowed(preview)).as(both).contains(outcome.getClass());
        assertThat(preview.wouldDeploy()).as(both).isEqualTo(preview.next() == Next.DEPLOY);
        if (Set.of(Next.REFUSE, Next.VETO, Next.COMPLETE_RECORD, Next.GIVE_UP).contains(preview.next())) {
            assertThat(shell.requests()).as("nothing is executed, " + both).hasSize(commands);
        }
        if (outcome instanceof Outcome.Refused refused) {
            assertThat(preview.refusals()).as(both).isEqualTo(refused.refusals());
        } else {
            assertThat(preview.refusals()).as(both).isEmpty();
        }
        return preview.next();
    }

    private static Set<Class<?>> allowed(Preview preview) {
        boolean isInDoubt = preview.unfinished().flatMap(UnfinishedRun::step).isPresent();
        return switch (preview.next()) {
            case DEPLOY -> Set.of(Outcome.Deployed.class, Outcome.RolledBack.class);
            case GO_ON -> Set.of(Outcome.Deployed.class, Outcome.RolledBack.class);
            case REFUSE -> Set.of(Outcome.Refused.class);
            case VETO -> Set.of(Outcome.Vetoed.class);
            case ABORT -> Set.of(Outcome.Aborted.class);
            case ROLL_BACK ->
                isInDoubt
                        ? Set.of(Outcome.RolledBack.class, Outcome.RollbackFailed.class, Outcome.Aborted.class)
                        : Set.of(Outcome.RolledBack.class, Outcome.RollbackFailed.class);
            case GO_ON_OR_ROLL_BACK -> {
                assertThat(isInDoubt).isTrue();
                yield Set.of(
                        Outcome.Deployed.class,
                        Outcome.RolledBack.class,
                        Outcome.RollbackFailed.class,
                        Outcome.Aborted.class);
            }
            case COMPLETE_RECORD ->
                Set.of(
                        Outcome.Deployed.class,
                        Outcome.RolledBack.class,
                        Outcome.RollbackFailed.class,
                        Outcome.Aborted.class,
                        Outcome.Vetoed.class);
            case GIVE_UP -> Set.of(Outcome.RollbackFailed.class);
            case ROLL_BACK_DEPLOYMENT -> Set.of(Outcome.RolledBack.class, Outcome.RollbackFailed.class);
        };
    }

    private Set<Next> agreeEverywhere(
            ConsensusFixture fixture,
            Recovery recovery,
            Consumer<ScriptedShell> script,
            Consumer<ConsensusDirectory> then)
            throws IOException {
        return agreeEverywhere(Call.RUN, fixture, script, then, next -> next.onInterrupted(recovery));
    }

    private Set<Next> agreeEverywhere(
            Call call,
            ConsensusFixture fixture,
            Consumer<ScriptedShell> script,
            Consumer<ConsensusDirectory> then,
            UnaryOperator<TestBuilder> with)
            throws IOException {
        return agreeEverywhere(call, Call.RUN, fixture, script, then, with);
    }

    /** The one call is killed, and the other one is previewed and made. */
    private Set<Next> agreeEverywhere(
            Call call,
            Call next,
            ConsensusFixture fixture,
            Consumer<ScriptedShell> script,
            Consumer<ConsensusDirectory> then,
            UnaryOperator<TestBuilder> with)
            throws IOException {
        Set<Next> seen = EnumSet.noneOf(Next.class);
        ScriptedShell first = aShell();
        script.accept(first);
        for (int operation : killPoints(call, fixture, first)) {
            ScriptedShell shell = aShell();
            script.accept(shell);
            ConsensusDirectory consensus = killedAt(operation, call, call.before(directory(fixture)), shell);
            then.accept(consensus);
            DevOpsAgent agent = with.apply(consensus.agent(shell).clock(KilledRunFixture.LATER))
                    .build();
            seen.add(agrees(next, consensus, agent, shell, "killed at operation " + operation));
        }
        return seen;
    }

    @FewerCases(every = 4)
    @ParameterizedTest
    @EnumSource(Recovery.class)
    void of_a_run_that_nothing_else_disturbs(Recovery recovery) throws IOException {
        Set<Next> seen = agreeEverywhere(fixture(KilledRunFixture.PLAN), recovery, shell -> {}, consensus -> {});
        switch (recovery) {
            case STANDARD, RESUME -> assertThat(seen).contains(Next.DEPLOY, Next.GO_ON, Next.COMPLETE_RECORD);
            case ROLL_BACK -> assertThat(seen).contains(Next.ROLL_BACK, Next.ABORT, Next.COMPLETE_RECORD);
            case ASK -> assertThat(seen).containsExactlyInAnyOrder(Next.DEPLOY, Next.REFUSE);
        }
    }

    @Test
    void of_a_run_that_was_being_rolled_back() throws IOException {
        assertThat(agreeEverywhere(
                        fixture(KilledRunFixture.REPEATABLE_BACK),
                        Recovery.STANDARD,
                        shell -> shell.failing("two"),
                        consensus -> {}))
                .contains(Next.ROLL_BACK, Next.GO_ON, Next.COMPLETE_RECORD);
    }

    @Test
    void of_a_run_that_was_stopped_or_whose_plan_was_changed_meanwhile() throws IOException {
        assertThat(agreeEverywhere(
                        fixture(KilledRunFixture.PLAN),
                        Recovery.STANDARD,
                        shell -> {},
                        consensus -> consensus.write(
                                "messages/inbox/devops/stop.json",
                                "{\"type\": \"veto\", \"from\": \"qa\", \"body\": \"stop\"}")))
                .contains(Next.ABORT, Next.ROLL_BACK)
                .doesNotContain(Next.GO_ON, Next.DEPLOY);
        assertThat(agreeEverywhere(
                        fixture(KilledRunFixture.PLAN),
                        Recovery.STANDARD,
                        shell -> {},
                        consensus -> consensus.edit("artifacts/plan.json", "\"pong\"", "\"ping\"")))
                .contains(Next.ABORT);
    }

    @MatricesOnly
    @Test
    void of_a_run_that_is_held_by_a_file_or_by_a_rule() throws IOException {
        assertThat(agreeEverywhere(
                        fixture(KilledRunFixture.PLAN),
                        Recovery.STANDARD,
                        shell -> {},
                        consensus -> consensus.write("HOLD", "until Monday")))
                .contains(Next.REFUSE, Next.ABORT, Next.ROLL_BACK)
                .doesNotContain(Next.GO_ON, Next.DEPLOY);
        assertThat(agreeEverywhere(
                        Call.RUN,
                        fixture(KilledRunFixture.PLAN),
                        shell -> {},
                        consensus -> {},
                        next -> next.holdRule("freeze", evidence -> Optional.of("until Monday"))))
                .contains(Next.REFUSE, Next.ABORT, Next.ROLL_BACK)
                .doesNotContain(Next.GO_ON, Next.DEPLOY);
    }

    @Test
    void of_a_run_whose_commands_the_host_does_not_allow() throws IOException {
        assertThat(agreeEverywhere(
                        Call.RUN,
                        fixture(KilledRunFixture.PLAN),
                        shell -> {},
                        consensus -> {},
                        next -> next.allowCommands("look", "dump", "one", "undo", "ping", "pong")))
                .contains(Next.REFUSE, Next.COMPLETE_RECORD)
                .doesNotContain(Next.DEPLOY, Next.GO_ON, Next.ROLL_BACK);
    }

    @Test
    void of_a_rollback_on_demand() throws IOException {
        assertThat(agreeEverywhere(
                        Call.ROLL_BACK,
                        fixture(KilledRunFixture.REPEATABLE_BACK),
                        shell -> {},
                        consensus -> {},
                        next -> next.allowCommands("undo", "ping", "pong")))
                .contains(Next.ROLL_BACK, Next.COMPLETE_RECORD)
                .doesNotContain(Next.GO_ON, Next.DEPLOY, Next.ABORT);
    }

    @Test
    void of_a_rollback_that_is_asked_for_whatever_was_begun_before() throws IOException {
        assertThat(agreeEverywhere(
                        Call.ROLL_BACK,
                        Call.ROLL_BACK,
                        fixture(KilledRunFixture.REPEATABLE_BACK),
                        shell -> {},
                        consensus -> consensus.write("HOLD", "until Monday"),
                        next -> next))
                .contains(Next.ROLL_BACK_DEPLOYMENT, Next.ROLL_BACK, Next.COMPLETE_RECORD)
                .doesNotContain(Next.GO_ON, Next.DEPLOY, Next.ABORT);
        assertThat(agreeEverywhere(
                        Call.ROLL_BACK,
                        Call.ROLL_BACK,
                        fixture(KilledRunFixture.REPEATABLE_BACK),
                        shell -> {},
                        consensus -> {},
                        next -> next.onInterrupted(Recovery.ASK)))
                .containsOnly(Next.ROLL_BACK_DEPLOYMENT, Next.REFUSE);
        assertThat(agreeEverywhere(
                        Call.RUN,
                        Call.ROLL_BACK,
                        fixture(KilledRunFixture.PLAN),
                        shell -> {},
                        consensus -> {},
                        next -> next))
                .containsOnly(Next.REFUSE);
    }

    @Test
    void of_a_rollback_that_is_shown_and_then_asked_for_again_and_again() throws IOException {
        ScriptedShell shell = aShell();
        ConsensusDirectory consensus = Call.ROLL_BACK.before(directory(fixture(KilledRunFixture.REPEATABLE_BACK)));
        consensus.edit("status.json", "\"phase\": \"done\"", "\"phase\": \"testing\"");
        assertThat(rollsBackAsShown(consensus, shell)).isEqualTo(Next.REFUSE);
        consensus.edit("status.json", "\"phase\": \"testing\"", "\"phase\": \"done\"");
        assertThat(rollsBackAsShown(consensus, shell.failing("undo one"))).isEqualTo(Next.ROLL_BACK_DEPLOYMENT);
        assertThat(rollsBackAsShown(consensus, aShell()))
                .as("the phase is blocked")
                .isEqualTo(Next.REFUSE);
        consensus.edit("status.json", "\"phase\": \"blocked\"", "\"phase\": \"deployment\"");
        assertThat(rollsBackAsShown(consensus, aShell())).isEqualTo(Next.ROLL_BACK_DEPLOYMENT);
        assertThat(rollsBackAsShown(consensus, aShell()))
                .as("it is rolled back")
                .isEqualTo(Next.REFUSE);
    }

    /** What is executed is what was shown, in the same order. */
    private static Next rollsBackAsShown(ConsensusDirectory consensus, ScriptedShell shell) {
        DevOpsAgent agent = consensus.agent(shell).build();
        List<String> shown = agent.previewRollBack("DEP-001").plan().stream()
                .flatMap(plan -> plan.readings().stream())
                .map(Preview.Reading::text)
                .toList();
        int before = shell.commands().size();
        Next next = agrees(Call.ROLL_BACK, consensus, agent, shell, "shown: " + shown);
        assertThat(shell.commands().stream().skip(before)).isEqualTo(shown);
        return next;
    }

    @Test
    void of_a_veto() throws IOException {
        assertThat(agreeEverywhere(
                        aConsensus().withoutTestResults().withHistory(""),
                        Recovery.STANDARD,
                        shell -> {},
                        consensus -> {}))
                .contains(Next.VETO, Next.COMPLETE_RECORD);
    }

    @Test
    void of_a_new_run_that_is_aborted_or_refused() throws IOException {
        ConsensusDirectory prose = directory(aConsensus()
                .withPlanOf("\"deployment_steps\": [ \"roll out carefully, and tell everybody\" ], \"rollback_plan\":"
                        + " {\"run\": \"undo\"}"));
        ScriptedShell shell = aShell();
        assertThat(agrees(prose, prose.agent(shell).build(), shell, "prose")).isEqualTo(Next.ABORT);
        ConsensusDirectory testing = directory(aConsensus().inPhase("testing"));
        assertThat(agrees(testing, testing.agent(shell).build(), shell, "testing"))
                .isEqualTo(Next.REFUSE);
    }

    @Test
    void where_the_agent_may_not_go_on() throws IOException {
        ConsensusDirectory consensus = directory(fixture(KilledRunFixture.PLAN));
        ScriptedShell shell = aShell();
        List<Integer> points = killPoints(Call.RUN, fixture(KilledRunFixture.PLAN), shell);
        killedAt(points.get(points.size() / 2), Call.RUN, consensus, shell);
        DevOpsAgent elsewhere =
                consensus.agent(shell).identity(KilledRunFixture.ELSEWHERE).build();
        Preview preview = elsewhere.preview();
        assertThat(preview.next()).isEqualTo(Next.REFUSE);
        assertThat(((Outcome.Refused) elsewhere.run()).refusals()).isEqualTo(preview.refusals());
    }
}
