package io.github.devopsagent.internal.recovery;

import io.github.devopsagent.UnfinishedRun;
import io.github.devopsagent.UnfinishedRun.Life;
import io.github.devopsagent.UnfinishedRun.StepUnderWay;
import io.github.devopsagent.internal.journal.RunHeader;
import io.github.devopsagent.machine.RunState;
import io.github.devopsagent.machine.StepAttempt;
import io.github.devopsagent.run.StepRef;
import java.util.List;
import java.util.Optional;

/**
 * What hosts and people are told of a run that did not come to its end.
 *
 * @param agent whether one works on it
 */
record UnfinishedRunReport(AgentLife agent) {

    Optional<UnfinishedRun> of(UnfinishedRunScan scan) {
        if (scan instanceof UnfinishedRunScan.Broken broken) {
            return Optional.of(report(broken.opening(), true, doubted(broken.why())));
        }
        if (scan instanceof UnfinishedRunScan.OpenVeto veto) {
            String name = "veto " + veto.header().run() + " of " + veto.header().epicId();
            return Optional.of(report(
                    Optional.of(veto.header()),
                    false,
                    agent.life() == Life.ALIVE
                            ? name + " is being written" + byWhom()
                            : doubted(name + " is not written wholly")));
        }
        if (scan instanceof UnfinishedRunScan.OpenDeployment deployment) {
            return Optional.of(of(deployment));
        }
        return agent.life() == Life.ALIVE ? Optional.of(withoutRun()) : Optional.empty();
    }

    /** Between two runs, or while it is decided whether one begins. */
    private UnfinishedRun withoutRun() {
        return report(
                Optional.empty(), false, "an agent works on the directory, and has not begun to deploy" + byWhom());
    }

    private UnfinishedRun report(Optional<RunHeader> header, boolean mayHaveDeployed, String summary) {
        return new UnfinishedRun(
                header.map(RunHeader::run),
                header.map(RunHeader::epicId),
                header.flatMap(UnfinishedRunReport::rollsBack),
                agent.life(),
                agent.worker(),
                header.map(RunHeader::at),
                Optional.empty(),
                Optional.empty(),
                mayHaveDeployed,
                summary);
    }

    private UnfinishedRun of(UnfinishedRunScan.OpenDeployment deployment) {
        RunHeader header = deployment.header();
        RunState state = deployment.state();
        Optional<StepUnderWay> step = state.open().map(open -> stepOf(state, open));
        return new UnfinishedRun(
                Optional.of(header.run()),
                Optional.of(header.epicId()),
                rollsBack(header),
                agent.life(),
                agent.worker(),
                Optional.of(header.at()),
                Optional.of(state.currentStage()),
                step,
                state.mayHaveDeployed(),
                summary(deployment, step));
    }

    private String summary(UnfinishedRunScan.OpenDeployment deployment, Optional<StepUnderWay> step) {
        RunHeader header = deployment.header();
        RunState state = deployment.state();
        String name = "deployment " + header.run()
                + rollsBack(header)
                        .map(undone -> ", the rollback of " + undone + " on demand,")
                        .orElse("")
                + " of " + header.epicId();
        if (agent.life() == Life.ALIVE) {
            return deployment.hasEnded()
                    ? name + " has come to its end, and its record is being written" + byWhom()
                    : name + " is under way since " + header.at() + ", in stage "
                            + state.currentStage().label()
                            + step.map(open -> ", " + open + " since " + open.since())
                                    .orElse("")
                            + byWhom();
        }
        String doubt = state.open()
                .map(open -> " during " + state.name(open) + ", of which it is in doubt whether it took effect")
                .orElse("; no step is in doubt");
        return doubted(
                deployment.hasEnded()
                        ? name + " has come to its end, but its record is not written wholly"
                        : name + (agent.life() == Life.DEAD ? " stopped" : " was seen last") + " in stage "
                                + state.currentStage().label() + doubt);
    }

    private static Optional<String> rollsBack(RunHeader header) {
        return header.rollsBack().map(undone -> undone.deploymentId());
    }

    private String doubted(String what) {
        return agent.how().isEmpty() ? what : what + "; whether its agent still works cannot be known: " + agent.how();
    }

    private String byWhom() {
        return agent.worker().map(worker -> ", by " + worker).orElse("");
    }

    private static StepUnderWay stepOf(RunState state, StepRef open) {
        List<StepRef> course = state.course(open);
        StepAttempt attempt = state.attempts(open).last();
        return new StepUnderWay(
                open.path(),
                state.plan().step(open).name(),
                course.indexOf(open) + 1,
                course.size(),
                attempt.number(),
                attempt.intendedAt());
    }
}
