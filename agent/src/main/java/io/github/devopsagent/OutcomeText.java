package io.github.devopsagent;

import static java.util.stream.Collectors.joining;

import io.github.devopsagent.domain.Deployment;
import io.github.devopsagent.domain.ReceivedMessage;
import io.github.devopsagent.internal.document.FaultLines;
import io.github.devopsagent.veto.Veto;
import java.util.List;
import java.util.stream.Stream;

/** How outcomes read. */
final class OutcomeText {

    private static final int MOST_MESSAGES = 50;

    private static final int MOST_LINES = 20;

    private OutcomeText() {}

    static String of(String kind, String reason, List<String> warnings, List<ReceivedMessage> inbox) {
        return kind + ":" + (reason.startsWith("\n") ? reason : " " + reason)
                + Stream.concat(warnings.stream().map("warning: "::concat), lines(inbox))
                        .map("\n"::concat)
                        .collect(joining());
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

    static String reason(String reason, Deployment deployment) {
        String tail = deployment
                .failure()
                .map(Deployment.FailureEntry::outputTail)
                .orElse("")
                .stripTrailing();
        return tail.isEmpty()
                ? reason
                : reason + tail.lines().map("\n  | "::concat).collect(joining());
    }
}
