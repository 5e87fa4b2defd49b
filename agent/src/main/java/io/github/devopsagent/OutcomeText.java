package io.github.devopsagent;

import static java.util.stream.Collectors.joining;

import io.github.devopsagent.domain.Deployment;
import io.github.devopsagent.domain.ReceivedMessage;
import io.github.devopsagent.internal.document.FaultLines;
import io.github.devopsagent.veto.Veto;
import java.util.List;
import java.util.stream.Stream;

/** How outcomes read: the reason, what is left to do, the last output, and then what else should be known. */
final class OutcomeText {

    private static final int MOST_MESSAGES = 50;

    private static final int MOST_LINES = 20;

    private OutcomeText() {}

    /** Text of an outcome without a record. */
    static String of(String kind, String reason, Outcome outcome) {
        return of(kind, reason, Stream.empty(), outcome);
    }

    /** Text of an outcome, with the output of the step that failed first. */
    static String of(String kind, String reason, Deployment deployment, Outcome outcome) {
        String tail = deployment
                .failure()
                .map(Deployment.FailureEntry::outputTail)
                .orElse("")
                .stripTrailing();
        return of(
                kind,
                reason,
                tail.isEmpty() ? Stream.empty() : output(tail.lines().toList()),
                outcome);
    }

    private static String of(String kind, String reason, Stream<String> output, Outcome outcome) {
        return kind + ":" + (reason.startsWith("\n") ? reason : " " + reason)
                + Stream.of(output, bounded(outcome.warnings()).map("warning: "::concat), lines(outcome.inbox()))
                        .flatMap(lines -> lines)
                        .map("\n"::concat)
                        .collect(joining());
    }

    /** The end of what was printed, since that is where errors stand. */
    private static Stream<String> output(List<String> lines) {
        int before = lines.size() - MOST_LINES;
        Stream<String> rest =
                before > 0 ? Stream.of("  | … " + before + " lines before, in the record") : Stream.empty();
        return Stream.concat(rest, lines.stream().skip(Math.max(0, before)).map("  | "::concat));
    }

    /** What lay in our inbox; of thousands of files only the first. */
    static Stream<String> lines(List<ReceivedMessage> inbox) {
        int more = inbox.size() - MOST_MESSAGES;
        return Stream.concat(
                inbox.stream().limit(MOST_MESSAGES).map(message -> "inbox: " + message),
                Stream.of("inbox: and " + more + " more files").filter(line -> more > 0));
    }

    /** A veto: its headline, and below it what is wrong, of which the same in many places is one line. */
    static Stream<String> lines(Veto veto) {
        return Stream.concat(
                Stream.of(veto.headline()),
                bounded(FaultLines.of(veto.faults())).map("  - "::concat));
    }

    /** How many lines a person sees: they fit on one screen. */
    static Stream<String> bounded(List<String> lines) {
        int more = lines.size() - MOST_LINES;
        Stream<String> rest = more > 0 ? Stream.of("… and " + more + " more") : Stream.empty();
        return Stream.concat(lines.stream().limit(MOST_LINES), rest);
    }

    /** Each a line of its own, below what was said before. */
    static String indented(Stream<String> lines) {
        return lines.map("\n  "::concat).collect(joining());
    }
}
