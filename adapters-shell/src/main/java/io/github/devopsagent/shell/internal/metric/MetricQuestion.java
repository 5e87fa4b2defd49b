package io.github.devopsagent.shell.internal.metric;

import io.github.devopsagent.executor.StepFinding;
import io.github.devopsagent.shell.internal.probe.HttpAnswer;
import io.github.devopsagent.shell.internal.request.HttpInput;
import io.github.devopsagent.shell.internal.request.HttpRequest;
import io.vavr.control.Either;
import java.util.Optional;
import java.util.function.Supplier;

/** What is asked for a number, and how it is read from the answer. */
interface MetricQuestion {

    /** Begins why there is no number if the source has answered, and has no such series. */
    String NO_DATA = "no data: ";

    /** What is printed then in the place of the number: a counter that nobody has counted with is not there. */
    String NONE = "none";

    /** Begins why there is no number if only the values of the labels differ from those of series that are there. */
    String NO_DATA_YET = "no data yet: ";

    /** What is printed then in the place of the number. */
    String NONE_YET = "none yet";

    /** Where to, with which credentials. */
    HttpInput input();

    /** In words for people, before what went wrong. */
    String what();

    /** With what the source needs besides. */
    HttpRequest request(HttpRequest made);

    /** Whether its series are counters, of which each is to be counted by itself. */
    default boolean isOfCounters() {
        return false;
    }

    /** What is wrong with the question, by what is answered before anything changes; none asks for nothing then. */
    default Optional<StepFinding> finding(Supplier<Either<String, HttpAnswer>> asked) {
        return Optional.empty();
    }

    /** The number, or why there is none. */
    Either<String, MetricReading> reading(HttpAnswer answer);
}
