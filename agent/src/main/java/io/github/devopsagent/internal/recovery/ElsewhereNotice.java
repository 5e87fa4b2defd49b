package io.github.devopsagent.internal.recovery;

import io.github.devopsagent.domain.Role;
import io.github.devopsagent.internal.document.OutgoingMessage;
import io.github.devopsagent.internal.environment.RunEnvironment;
import io.github.devopsagent.internal.files.RunDirectory;
import io.github.devopsagent.internal.journal.RunHeader;
import io.github.devopsagent.internal.publish.Addressees;
import io.github.devopsagent.internal.publish.StatusChanges;
import io.github.devopsagent.internal.publish.StatusPublisher;
import io.github.devopsagent.internal.store.StoredDocument;
import io.github.devopsagent.machine.RunState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells the tech lead, once for each run, that it waits for an agent elsewhere, or for a person. The message is the same
 * whoever writes it, so an agent that is killed before it has remembered that leaves none twice.
 */
public final class ElsewhereNotice {

    private static final String SUFFIX = "-waits";

    private final RunEnvironment runEnvironment;

    public ElsewhereNotice(RunEnvironment runEnvironment) {
        this.runEnvironment = runEnvironment;
    }

    /** Tells it, unless that was done before; returns what is to be known of that. */
    public List<String> tellOnce(UnfinishedRunScan.OpenDeployment left) {
        RunDirectory kept = runEnvironment.files().kept(left.header().run());
        if (kept.isToldElsewhere()) {
            return List.of();
        }
        List<String> warnings = new ArrayList<>(new StatusPublisher(
                        runEnvironment.guardedStore(),
                        runEnvironment.settings().consensus(),
                        left.header().epicId(),
                        left.header().iteration(),
                        left.header().approved())
                .tell(messages(left)));
        if (warnings.isEmpty()) {
            kept.rememberToldElsewhere().ifPresent(warnings::add);
        }
        return warnings;
    }

    private static List<StoredDocument> messages(UnfinishedRunScan.OpenDeployment left) {
        RunHeader header = left.header();
        return Addressees.of(Role.TECH_LEAD, header.mode()).stream()
                .map(role ->
                        StatusChanges.document(message(role, header, left), header.iteration(), header.run() + SUFFIX))
                .toList();
    }

    private static OutgoingMessage message(Role to, RunHeader header, UnfinishedRunScan.OpenDeployment left) {
        RunState state = left.state();
        Instant at = state.now();
        String doubt = state.mayHaveDeployed()
                ? "Impact: it is in doubt what is deployed, and nothing is rolled back meanwhile"
                : "Impact: no deploy step was started, and no other deployment begins meanwhile";
        return new OutgoingMessage(
                to,
                "status",
                header.epicId(),
                StatusChanges.day(at),
                List.of(
                        header.run() + " did not come to its end, and an agent looked at it from where it cannot be"
                                + " known what still runs of it: nothing was executed",
                        "Last worked on by " + left.agent(),
                        doubt),
                List.of(
                        "Run an agent where that one ran: it goes on by itself",
                        "If that place is gone for good: look at the system, bring it into a known state, and have a"
                                + " person call DevOpsAgent.giveUp(consensus, reason), or give-up on the command line, which records that"),
                List.of(),
                at);
    }
}
