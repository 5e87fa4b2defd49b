package io.github.devopsagent.internal.engine;

import io.github.devopsagent.domain.Status;
import io.github.devopsagent.gate.KnownBlockers;
import io.github.devopsagent.gate.StopPolicy;
import io.github.devopsagent.inbox.InboxMessage;
import io.github.devopsagent.internal.attempt.AttemptRunner;
import io.github.devopsagent.internal.disk.BrokenFileException;
import io.github.devopsagent.internal.environment.RunEnvironment;
import io.github.devopsagent.internal.evidence.EarlierEpics;
import io.github.devopsagent.internal.evidence.Holds;
import io.github.devopsagent.internal.evidence.InboxFiles;
import io.github.devopsagent.internal.evidence.StatusLook;
import io.github.devopsagent.internal.journal.RunHeader;
import io.github.devopsagent.internal.settings.HostMachine;
import io.github.devopsagent.internal.store.Snapshot;
import io.github.devopsagent.veto.Refusal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Looks whether others stop the deployment that is under way: at {@code status.json}, at {@code HOLD}, and at what is new
 * or has changed in our inbox. What is being written just now, or is gone, is waited for.
 */
final class Brake {

    private static final int MOST_WARNINGS = 10;

    private final RunEnvironment runEnvironment;
    private final String epicId;
    private final int iteration;
    private final KnownBlockers known;
    private final Map<String, String> waitedFor = new TreeMap<>();
    private final Set<String> warnings = new LinkedHashSet<>();
    private InboxFiles inbox = InboxFiles.UNREAD;
    private Optional<StatusLook> statusBefore = Optional.empty();

    Brake(RunEnvironment runEnvironment, RunHeader header) {
        this.runEnvironment = runEnvironment;
        this.epicId = header.epicId();
        this.iteration = header.iteration();
        this.known = header.ownBlockers();
    }

    /** Takes over what the gate has read and let pass, which is not read again. */
    void seen(InboxFiles files) {
        inbox = files.after(inbox, epicId);
    }

    /** Takes over what lay there when the run began, from the agent that began it: the digests, by file. */
    void seenByAnother(Map<String, String> files) {
        inbox = InboxFiles.seenByAnother(files);
    }

    /** What lay in our inbox at the last look. */
    InboxFiles inbox() {
        return inbox;
    }

    /** What could not be read, and stopped nothing. */
    List<String> warnings() {
        return List.copyOf(warnings);
    }

    /** Takes over what an agent before could not read. */
    void warned(List<String> before) {
        warnings.addAll(before);
    }

    /** Each reason why the deployment must not go on: what was found, and where; empty if it may. */
    List<String> look() {
        InboxFiles earlier = inbox;
        StopLook look = lookOnce(earlier);
        for (int pauses = 0;
                pauses < HostMachine.MOST_BRAKE_PAUSES && !waitedFor.entrySet().containsAll(look.unread.entrySet());
                pauses++) {
            if (runEnvironment.settings().machine().pause(runEnvironment.cancellation())) {
                return List.of();
            }
            look = lookOnce(earlier);
        }
        waitedFor.clear();
        waitedFor.putAll(look.unread);
        int left = Math.max(0, MOST_WARNINGS - warnings.size());
        warnings.addAll(look.warnings.subList(0, Math.min(left, look.warnings.size())));
        return look.reasons;
    }

    /**
     * What was found at one moment.
     *
     * @param reasons to stop, with what could not be read taken as it is
     * @param warnings of what could not be read, and stops nothing
     * @param unread the digests of what may be being written just now
     */
    private record StopLook(List<String> reasons, List<String> warnings, Map<String, String> unread) {}

    private StopLook lookOnce(InboxFiles earlier) {
        Snapshot snapshot = runEnvironment.store().readToStop();
        inbox = inbox.readAgain(snapshot, epicId, runEnvironment.clock().instant(), this::earlierEpics);
        Map<String, String> unread = new TreeMap<>(inbox.halfWritten());
        for (Refusal refusal : inbox.refusals()) {
            unread.put(refusal.where().file(), refusal.reason());
        }
        if (snapshot.find(Snapshot.UNLISTED).isPresent()) {
            unread.put(Snapshot.UNLISTED, "it cannot be listed");
        }
        Set<String> gone = inbox.goneSince(earlier);
        for (String file : gone) {
            unread.put(file, "it is gone");
        }
        List<String> warnings = new ArrayList<>();
        if (!gone.isEmpty()) {
            warnings.add("while the deployment went on somebody took out of our inbox what had been read there: "
                    + AttemptRunner.bounded(String.join(", ", gone)));
        }
        StatusLook status = StatusLook.at(snapshot, statusBefore);
        statusBefore = Optional.of(status);
        StatusLook.DuringRun said = status.duringRun(epicId, iteration, known);
        if (!said.unread().isEmpty()) {
            unread.put(Status.FILE, status.digest());
        }
        if (!said.unread().isEmpty() && said.reasons().isEmpty()) {
            warnings.add("while the deployment went on " + Status.FILE
                    + " could not be read, so that nobody could stop it there: " + String.join("; ", said.unread()));
        }
        List<String> reasons = new ArrayList<>(said.reasons());
        reasons.addAll(StopPolicy.judge(inbox.inbox(), earlier.inbox(), epicId));
        for (Refusal refusal : inbox.refusals()) {
            reasons.add(refusal.toString());
        }
        for (Refusal hold : Holds.in(snapshot)) {
            reasons.add(hold.toString());
        }
        return new StopLook(bounded(reasons), warnings, unread);
    }

    private static List<String> bounded(List<String> texts) {
        List<String> bounded = new ArrayList<>();
        for (String text : texts) {
            bounded.add(AttemptRunner.bounded(text));
        }
        return List.copyOf(bounded);
    }

    /**
     * There may be many records, so they are read again only for a veto about another epic than those of the look before.
     * Records that cannot be listed now tell no epic that they did not tell before.
     */
    private Set<String> earlierEpics(List<InboxMessage> messages) {
        Set<String> known = EarlierEpics.namedByVetoes(epicId, inbox.inbox().messages());
        if (known.containsAll(EarlierEpics.namedByVetoes(epicId, messages))) {
            return inbox.inbox().earlierEpics();
        }
        try {
            return EarlierEpics.in(runEnvironment.store().read(), epicId, messages);
        } catch (BrokenFileException e) {
            return inbox.inbox().earlierEpics();
        }
    }
}
