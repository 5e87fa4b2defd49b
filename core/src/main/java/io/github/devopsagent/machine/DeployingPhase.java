package io.github.devopsagent.machine;

import io.github.devopsagent.plan.Stage;
import io.github.devopsagent.run.RunEvent;
import io.github.devopsagent.run.StepRef;
import io.github.devopsagent.run.StepRef.Part;

/**
 * Gate and rules are asked again, and then the deploy steps are carried out.
 *
 * @param facts of the run
 * @param done how many deploy steps have succeeded
 * @param gateConfirmed whether the next step may begin
 */
record DeployingPhase(RunFacts facts, int done, boolean gateConfirmed) implements StepPhase {

    static DeployingPhase begin(RunFacts facts) {
        return new DeployingPhase(facts, 0, false);
    }

    @Override
    public DeployingPhase with(RunFacts other) {
        return new DeployingPhase(other, done, gateConfirmed);
    }

    @Override
    public DeployingPhase stepDone() {
        return new DeployingPhase(facts, done + 1, gateConfirmed);
    }

    /** What is left to deploy needs the gate again. */
    @Override
    public DeployingPhase again() {
        return new DeployingPhase(facts, done, gateConfirmed && isDeployed());
    }

    @Override
    public Stage stage() {
        return Stage.DEPLOY;
    }

    @Override
    public NextAction next() {
        return gateConfirmed ? actions().perform(StepRef.of(Part.DEPLOY, done)) : new NextAction.ConfirmGate();
    }

    private boolean isDeployed() {
        return done == facts.plan().deploy().size();
    }

    @Override
    public RunPhase concluded() {
        return gateConfirmed && isDeployed() ? VerifyingPhase.begin(facts).settled() : this;
    }

    @Override
    public RunPhase gateConfirmed(RunEvent.GateConfirmed event) {
        return event.reasons().isEmpty()
                ? new DeployingPhase(facts, done, true)
                : failed(where() + " the gate was closed: " + String.join("; ", event.reasons()) + ownEffects());
    }

    /** Rules look at what is there, with what was done before the interruption: an approval of a commit says nothing of another one. */
    private String ownEffects() {
        return facts.mayHaveDeployed()
                ? "; judged was what the steps had left that were done before that: if that alone closes the gate, such as"
                        + " a commit that they checked out or a file that they wrote, let the deployment be tried again"
                        + " when it is undone, and have steps write where no rule looks, such as into what is ignored"
                : "";
    }

    private String where() {
        return facts.mayHaveDeployed()
                ? "before " + facts.name(StepRef.of(Part.DEPLOY, done)) + ", where the run was interrupted,"
                : "immediately before the first deploy step";
    }
}
