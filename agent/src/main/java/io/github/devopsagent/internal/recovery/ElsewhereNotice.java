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

    private final RunEnvironment place;

    public ElsewhereNotice(RunEnvironment place) {
        this.place = place;
    }

    /** Tells it, unless that was done before; returns what is to be known of that. */
    public List<String> tellOnce(UnfinishedRunScan.OpenDeployment left) {
        RunDirectory kept = place.files().kept(left.opening().run());
        if (kept.isToldElsewhere()) {
            return List.of();
        }
        List<String> notes = new ArrayList<>(new StatusPublisher(
                        place.guardedStore(),
                        place.settings().consensus(),
                        left.opening().epicId(),
                        left.opening().iteration(),
                        left.opening().approved())
                .tell(messages(left)));
        if (notes.isEmpty()) {
            kept.rememberToldElsewhere().ifPresent(notes::add);
        }
        return notes;
    }

    private static List<StoredDocument> messages(UnfinishedRunScan.OpenDeployment left) {
        RunHeader opening = left.opening();
        return Addressees.of(Role.TECH_LEAD, opening.mode()).stream()
                .map(role -> StatusChanges.document(
                        message(role, opening, left), opening.iteration(), opening.run() + SUFFIX))
                .toList();
    }

    private static OutgoingMessage message(Role to, RunHeader opening, UnfinishedRunScan.OpenDeployment left) {
        RunState state = left.state();
        Instant at = state.now();
        String doubt = state.mayHaveDeployed()
                ? "Impact: it is in doubt what is deployed, and nothing is rolled back meanwhile"
                : "Impact: no deploy step was started, and no other deployment begins meanwhile";
        return new OutgoingMessage(
                to,
                "status",
                opening.epicId(),
                StatusChanges.day(at),
                List.of(
                        opening.run() + " did not come to its end, and an agent looked at it from where it cannot be"
                                + " known what still runs of it: nothing was executed",
                        "Last worked on by " + left.agent(),
                        doubt),
                List.of(
                        "Run an agent where that one ran: it goes on by itself",
                        "If that place is gone for good: look at the system, bring it into a known state, and have a"
                                + " person call DevOpsAgent.giveUp(consensus, reason), which records that"),
                List.of(),
                at);
    }
}
