package io.github.devopsagent.internal.engine;

import io.github.devopsagent.domain.Mode;
import io.github.devopsagent.domain.Phase;
import io.github.devopsagent.domain.Role;
import io.github.devopsagent.domain.Status;
import io.github.devopsagent.domain.Tier;
import io.github.devopsagent.gate.StopPolicy;
import io.github.devopsagent.inbox.InboxMessage;
import io.github.devopsagent.internal.attempt.AttemptRunner;
import io.github.devopsagent.internal.disk.BrokenFileException;
import io.github.devopsagent.internal.document.StatusReader;
import io.github.devopsagent.internal.environment.RunEnvironment;
import io.github.devopsagent.internal.evidence.EarlierEpics;
import io.github.devopsagent.internal.evidence.EvidenceReader;
import io.github.devopsagent.internal.evidence.InboxFiles;
import io.github.devopsagent.internal.json.Limits;
import io.github.devopsagent.internal.settings.HostMachine;
import io.github.devopsagent.internal.store.Content;
import io.github.devopsagent.internal.store.Snapshot;
import io.github.devopsagent.veto.Refusal;
import io.github.devopsagent.veto.RefusalCodes;
import io.vavr.control.Either;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Looks whether others stop the deployment that is under way: at {@code status.json}, and at what is new or has changed in
 * our inbox. What is being written just now is waited for.
 */
final class Brake {

    private static final int MOST_WARNINGS = 10;

    private final RunEnvironment place;
    private final String epicId;
    private final Map<String, String> waitedFor = new TreeMap<>();
    private final Set<String> warnings = new LinkedHashSet<>();
    private InboxFiles inbox = InboxFiles.UNREAD;

    Brake(RunEnvironment place, String epicId) {
        this.place = place;
        this.epicId = epicId;
    }

    /** Takes over what the gate has read and let pass, which is not read again. */
    void seen(InboxFiles files) {
        inbox = files;
    }

    /** What lay in our inbox at the last look. */
    InboxFiles inbox() {
        return inbox;
    }

    /** What could not be read, and stopped nothing. */
    List<String> warnings() {
        return List.copyOf(warnings);
    }

    /** Each reason why the deployment must not go on: what was found, and where; empty if it may. */
    List<String> look() {
        StopLook look = lookOnce();
        for (int pauses = 0;
                pauses < HostMachine.MOST_BRAKE_PAUSES && !waitedFor.entrySet().containsAll(look.unread.entrySet());
                pauses++) {
            if (place.settings().machine().brakePause().test(place.cancellation())) {
                return List.of();
            }
            look = lookOnce();
        }
        waitedFor.clear();
        waitedFor.putAll(look.unread);
        look.warnings.stream()
                .limit(Math.max(0, MOST_WARNINGS - warnings.size()))
                .forEach(warnings::add);
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

    private StopLook lookOnce() {
        Snapshot snapshot = place.store().readStatusAndInbox();
        inbox = inbox.readAgain(snapshot, epicId, place.clock().instant(), this::earlierEpics);
        Map<String, String> unread = new TreeMap<>(inbox.halfWritten());
        inbox.refusals().forEach(refusal -> unread.put(refusal.where().file(), refusal.reason()));
        Either<List<Refusal>, Status> status = EvidenceReader.status(snapshot, place.settings());
        List<String> warnings = new ArrayList<>();
        List<String> ofStatus = status.fold(
                why -> {
                    unread.put(Status.FILE, snapshot.version());
                    return unreadable(snapshot, why, warnings);
                },
                read -> StopPolicy.judge(read, epicId));
        List<String> reasons = Stream.of(
                        ofStatus.stream(),
                        StopPolicy.judge(inbox.inbox(), epicId).stream(),
                        inbox.refusals().stream().map(Refusal::toString))
                .flatMap(each -> each)
                .map(AttemptRunner::bounded)
                .toList();
        return new StopLook(reasons, warnings, unread);
    }

    /**
     * A status that is gone stops the run, as it closes the gate. One that is no JSON stops none, since that is what a
     * writer leaves who was interrupted; one that is JSON was written so, and stops it by what it says where it decides.
     */
    private List<String> unreadable(Snapshot snapshot, List<Refusal> why, List<String> warnings) {
        Optional<Content> content = snapshot.find(Status.FILE);
        if (content.isEmpty()) {
            return texts(why);
        }
        List<String> reasons = bytes(content.get())
                .map(bytes -> StatusReader.readDeciding(bytes, going()).fold(Brake::decidingFaults, this::judge))
                .orElse(List.of());
        if (reasons.isEmpty()) {
            warnings.add("while the deployment went on " + Status.FILE
                    + " could not be read, so that nobody could stop it there: " + String.join("; ", texts(why)));
        }
        return reasons;
    }

    private List<String> judge(Status deciding) {
        return StopPolicy.judge(deciding, epicId);
    }

    private static List<String> decidingFaults(List<Refusal> faults) {
        boolean isJson = faults.stream().noneMatch(fault -> fault.code().equals(RefusalCodes.UNREADABLE));
        return isJson
                ? texts(faults.stream()
                        .filter(fault -> !fault.where().pointer().isEmpty())
                        .toList())
                : List.of();
    }

    private static List<String> texts(List<Refusal> refusals) {
        return refusals.stream().map(Refusal::toString).collect(Collectors.toList());
    }

    private static Optional<byte[]> bytes(Content content) {
        try {
            return Optional.of(content.read(Limits.STATUS_BYTES + 1));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private Status going() {
        return new Status(epicId, Tier.STANDARD, Phase.DEPLOYMENT, Mode.FULL, 1, Set.of(Role.QA.label()), List.of());
    }

    /** Records that cannot be listed now tell no epic that they did not tell before. */
    private Set<String> earlierEpics(List<InboxMessage> messages) {
        try {
            return EarlierEpics.in(place.store().read(), epicId, messages);
        } catch (BrokenFileException e) {
            return inbox.inbox().earlierEpics();
        }
    }
}
