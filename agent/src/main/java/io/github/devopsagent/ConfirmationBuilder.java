package io.github.devopsagent;

import io.github.devopsagent.internal.settings.HostConfirmation;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Whether a host is asked before a deployment begins, and what must be as it was shown, as it chooses it in {@link
 * DevOpsAgent.Builder}.
 *
 * @param <B> the builder that hosts see
 */
abstract class ConfirmationBuilder<B extends ConfirmationBuilder<B>> extends TimeLimitsBuilder<B> {

    private Optional<HostConfirmation> confirmation = Optional.empty();
    private final Map<String, String> choices = new LinkedHashMap<>();

    ConfirmationBuilder() {}

    final Optional<HostConfirmation> confirmation() {
        return confirmation;
    }

    final Map<String, String> choices() {
        return choices;
    }

    /**
     * Tells of a choice that the agent cannot see, such as how the host has configured an executor: a preview's digest rests
     * on it as well, so that {@link DevOpsAgent#runAsPreviewed(Preview)} refuses what would be done with another one. None by
     * default.
     *
     * @param name what is chosen, such as {@code region of load-balancer}; a second choice of this name replaces the first
     * @param value no secret; nothing but its digest is kept
     * @return this
     * @throws IllegalArgumentException if the name is blank
     */
    public B choice(String name, String value) {
        Arguments.requireName(name);
        choices.put(name, Objects.requireNonNull(value, "value"));
        return self();
    }

    /**
     * Asks before a deployment begins, for at most {@link DevOpsAgent#DEFAULT_CONFIRMATION_LIMIT}, as {@link
     * #confirm(Predicate, Duration)} does.
     *
     * @param question what would be done; true if it may be done
     * @return this
     */
    public B confirm(Predicate<Preview> question) {
        return confirm(question, HostConfirmation.DEFAULT_LIMIT);
    }

    /**
     * Asks before a deployment begins, such as a person: after it was decided that it may, and before anything is executed
     * or written. Only {@code true} lets it begin; at {@code false}, an exception, or no answer in time the run is {@link
     * Outcome.Refused}, {@code not_confirmed}. After the answer all evidence is looked at again; what is not as it was shown
     * is refused, {@code preview_outdated}. Nobody is asked by default.
     *
     * <p>The lock of the directory is held while it is waited for an answer, so that other agents are refused. The question
     * is asked on a thread of its own, as all code of the host is, but has this limit in place of {@code hostCodeLimit}; the
     * {@code forwardBudget} begins after it. Interrupting the thread that called {@link DevOpsAgent#run()} ends the waiting,
     * and the run is refused.
     *
     * <p>It is not asked whether a veto may be written, an abort recorded, or an unfinished run gone on with or rolled back:
     * {@code onInterrupted} of the builder chooses that. Nor is it asked whether {@code rollBack} may do what it is called for.
     *
     * @param question what would be done, with {@link Preview.Next#DEPLOY}; true if it may be done
     * @param limit how long an answer may take: positive, at most 30 days
     * @return this
     * @throws IllegalArgumentException if the limit is not
     */
    public B confirm(Predicate<Preview> question, Duration limit) {
        Objects.requireNonNull(question, "question");
        Arguments.requirePositive("the limit of confirm", limit);
        confirmation = Optional.of(new HostConfirmation(question, limit));
        return self();
    }
}
