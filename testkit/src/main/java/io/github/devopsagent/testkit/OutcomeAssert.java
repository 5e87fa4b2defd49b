package io.github.devopsagent.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.devopsagent.Outcome;
import io.github.devopsagent.veto.Refusal;
import io.github.devopsagent.veto.Veto;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;

/** Assertions over what a run came to: {@link DeploymentAssertions#assertThat(Outcome)}. */
public final class OutcomeAssert {

    private final Outcome outcome;

    OutcomeAssert(Outcome outcome) {
        this.outcome = Objects.requireNonNull(outcome, "outcome");
        for (String warning : outcome.warnings()) {
            if (warning.contains(ScriptedExecutor.UNMATCHED)) {
                throw new AssertionError(warning + "; the outcome is: " + outcome);
            }
        }
    }

    /**
     * Deployed, verified, and healthy for the whole monitor window.
     *
     * @return this
     */
    public OutcomeAssert isDeployed() {
        is(Outcome.Deployed.class);
        return this;
    }

    /**
     * Vetoed for these reasons, and no others.
     *
     * @param codes such as {@code qa_not_approved}, in any order; none for any
     * @return this
     */
    public OutcomeAssert isVetoed(String... codes) {
        return hasCodes(
                codes,
                is(Outcome.Vetoed.class).vetoes().stream().map(Veto::code).toList());
    }

    /**
     * Refused for these reasons, and no others.
     *
     * @param codes such as {@code on_hold}, in any order; none for any
     * @return this
     */
    public OutcomeAssert isRefused(String... codes) {
        return hasCodes(
                codes,
                is(Outcome.Refused.class).refusals().stream().map(Refusal::code).toList());
    }

    private OutcomeAssert hasCodes(String[] expected, List<String> found) {
        if (expected.length > 0) {
            assertEquals(new TreeSet<>(List.of(expected)), new TreeSet<>(found), outcome::toString);
        }
        return this;
    }

    /**
     * Given up before a deploy step was started.
     *
     * @return this
     */
    public OutcomeAssert isAborted() {
        is(Outcome.Aborted.class);
        return this;
    }

    /**
     * Undone, and the undoing verified.
     *
     * @return this
     */
    public OutcomeAssert isRolledBack() {
        is(Outcome.RolledBack.class);
        return this;
    }

    /**
     * A person is needed.
     *
     * @return this
     */
    public OutcomeAssert isRollbackFailed() {
        is(Outcome.RollbackFailed.class);
        return this;
    }

    /**
     * Another worker has the run by now.
     *
     * @return this
     */
    public OutcomeAssert isFenced() {
        is(Outcome.Fenced.class);
        return this;
    }

    /**
     * Why, as people are told: in the reason of an abort or a rollback, what went wrong on the way back among it, of a veto or a
     * refusal. What else the outcome's text says, such as the last lines of output, does not count; a deployment that succeeded
     * has no reason.
     *
     * @param part of it
     * @return this
     */
    public OutcomeAssert because(String part) {
        String why = why();
        if (!why.contains(part)) {
            throw new AssertionError("the reason should contain '" + part + "', and is '" + why + "': " + outcome);
        }
        return this;
    }

    private String why() {
        return outcome.fold(
                deployed -> "",
                vetoed -> vetoed.vetoes().toString(),
                refused -> refused.refusals().toString() + refused.vetoes(),
                aborted -> aborted.reason(),
                rolledBack -> rolledBack.reason(),
                failed -> failed.reason() + failed.faults(),
                fenced -> fenced.reason());
    }

    private <T extends Outcome> T is(Class<T> kind) {
        if (!kind.isInstance(outcome)) {
            throw new AssertionError("the outcome should be " + kind.getSimpleName() + ", and is "
                    + outcome.getClass().getSimpleName() + ": " + outcome);
        }
        return kind.cast(outcome);
    }
}
