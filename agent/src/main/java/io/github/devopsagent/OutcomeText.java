package io.github.devopsagent;

import static java.util.stream.Collectors.joining;

import io.github.devopsagent.domain.Deployment;
import java.util.List;

/** How outcomes read. */
final class OutcomeText {

    private OutcomeText() {}

    static String of(String kind, String reason, List<String> notes) {
        return kind + ":" + (reason.startsWith("\n") ? reason : " " + reason)
                + notes.stream().map("\nnote: "::concat).collect(joining());
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
