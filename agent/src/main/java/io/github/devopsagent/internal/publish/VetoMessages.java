package io.github.devopsagent.internal.publish;

import io.github.devopsagent.domain.Mode;
import io.github.devopsagent.domain.Role;
import io.github.devopsagent.internal.document.FaultLines;
import io.github.devopsagent.internal.document.OutgoingMessage;
import io.github.devopsagent.internal.document.StatusEdit;
import io.github.devopsagent.internal.journal.RunHeader;
import io.github.devopsagent.internal.store.StoredDocument;
import io.github.devopsagent.veto.Refusal;
import io.github.devopsagent.veto.Veto;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The messages that tell of a veto: one to each role that must act, with everything that it must know. */
public final class VetoMessages {

    private VetoMessages() {}

    /**
     * The messages that tell the roles of a veto.
     *
     * @param live what is deployed of the epic, for people; empty if nothing is known to be
     */
    public static List<StoredDocument> of(RunHeader header, boolean statusWritten, Optional<String> live) {
        Map<Role, List<Veto>> byRole = new TreeMap<>();
        for (Veto veto : header.vetoes()) {
            Addressees.of(addressee(veto), header.mode())
                    .forEach(role -> byRole.computeIfAbsent(role, each -> new ArrayList<>())
                            .add(veto));
        }
        return byRole.entrySet().stream()
                .map(entry -> message(entry.getKey(), entry.getValue(), header, impact(header, statusWritten, live)))
                .toList();
    }

    /** We do not write to ourselves: a veto in our own inbox would stand for ever. */
    static Role addressee(Veto veto) {
        return veto.addressee() == Role.DEVOPS ? Role.TECH_LEAD : veto.addressee();
    }

    private static String impact(RunHeader header, boolean statusWritten, Optional<String> live) {
        return "Impact: "
                + live.map(what -> "nothing was deployed now, and nothing undone: " + what)
                        .orElse("nothing was deployed")
                + (statusWritten
                        ? "; the epic is back in testing, iteration " + StatusEdit.nextIteration(header.iteration())
                        : "");
    }

    private static StoredDocument message(Role to, List<Veto> vetoes, RunHeader header, String impact) {
        return StatusChanges.document(
                new OutgoingMessage(
                        to,
                        "veto",
                        header.epicId(),
                        StatusChanges.day(header.at()),
                        Stream.concat(vetoes.stream().flatMap(VetoMessages::lines), Stream.of(impact))
                                .toList(),
                        next(vetoes, header.mode()),
                        vetoes.stream()
                                .map(veto -> veto.where().file())
                                .distinct()
                                .toList(),
                        header.at()),
                header.iteration(),
                header.run());
    }

    private static Stream<String> lines(Veto veto) {
        return Stream.concat(
                Stream.of(veto.headline()),
                MessageRoom.lines(veto.faults(), Refusal::toString, FaultLines::of).stream());
    }

    private static List<String> next(List<Veto> vetoes, Mode mode) {
        List<String> missing = vetoes.stream()
                .map(VetoMessages::addressee)
                .filter(role -> !mode.has(role))
                .distinct()
                .sorted()
                .map(Role::label)
                .toList();
        List<String> next = new ArrayList<>();
        if (!missing.isEmpty()) {
            next.add("Mode " + mode.label() + " has no " + String.join(" and no ", missing) + ": "
                    + Addressees.standIn(mode).label()
                    + ", or a person, does what is named above in that role's place");
        }
        if (mode != Mode.FULL) {
            next.add("In mode " + mode.label() + " it may be that nobody owns the phase testing: "
                    + Addressees.standIn(mode).label() + ", or a person, sets the phase back to deployment");
        }
        next.add("Mend what is named above");
        next.add("Bring the epic back to the phase deployment; devops judges it afresh");
        return next;
    }
}
