package io.github.devopsagent.metric.verdict;

import io.github.devopsagent.metric.Sample;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** What a metric's samples so far, up to the newest one, come to. */
public sealed interface MetricVerdict {

    /**
     * Calls the function for this kind of verdict.
     *
     * @param good for {@link Good}
     * @param undecided for {@link Undecided}
     * @param missing for {@link WithoutNumber}
     * @param bad for {@link Bad}
     * @param <T> the type of the result
     * @return the function's result
     */
    default <T> T fold(
            Function<? super Good, ? extends T> good,
            Function<? super Undecided, ? extends T> undecided,
            Function<? super WithoutNumber, ? extends T> missing,
            Function<? super Bad, ? extends T> bad) {
        if (this instanceof Good one) {
            return good.apply(one);
        }
        if (this instanceof Undecided one) {
            return undecided.apply(one);
        }
        return this instanceof WithoutNumber one ? missing.apply(one) : bad.apply((Bad) this);
    }

    /**
     * The word for it in records.
     *
     * @return {@code good}, {@code undecided}, {@code no_number} or {@code bad}
     */
    default String label() {
        return fold(good -> "good", undecided -> "undecided", missing -> "no_number", bad -> "bad");
    }

    /**
     * The rule holds for the last number.
     *
     * @param value the newest
     */
    record Good(double value) implements MetricVerdict {}

    /**
     * It is too early: more samples are needed, or the first number is waited for.
     *
     * @param reason for people
     */
    record Undecided(String reason) implements MetricVerdict {}

    /**
     * There is no number, or none to compare it with.
     *
     * @param reason for people
     */
    record WithoutNumber(String reason) implements MetricVerdict {}

    /**
     * The rule is broken.
     *
     * @param reason value, rule, and what it was before, for people
     * @param since from which moment of the window on it has been broken
     * @param last the last samples, the newest at the end
     */
    record Bad(String reason, Duration since, List<Sample> last) implements MetricVerdict {
        public Bad {
            last = List.copyOf(last);
        }
    }
}
