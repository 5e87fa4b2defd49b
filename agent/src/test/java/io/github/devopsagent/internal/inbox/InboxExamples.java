package io.github.devopsagent.internal.inbox;

import static io.github.devopsagent.internal.json.QuotedJson.json;

import io.github.devopsagent.domain.Mode;
import io.github.devopsagent.domain.Phase;
import io.github.devopsagent.domain.Status;
import io.github.devopsagent.domain.Tier;
import io.github.devopsagent.gate.FullEvidence;
import io.github.devopsagent.gate.VetoRules;
import io.github.devopsagent.inbox.Inbox;
import io.github.devopsagent.inbox.InboxMessage;
import io.github.devopsagent.veto.Evidence;
import io.github.devopsagent.veto.Veto;
import io.github.devopsagent.veto.VetoCodes;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Messages of an inbox as texts, and the vetoes that are in them by the rules. */
abstract class InboxExamples {

    static final Instant NOW = Instant.parse("2026-01-20T12:00:00Z");
    static final String VETO =
            "{'d':'2026-01-01','st':'veto','r':'qa','epic':'EP-1','sm':['It is slow.'],'nx':[],'ts':'2026-01-01T10:00:00Z'}";

    static InboxMessage message(String name, String text) {
        return InboxReader.read(
                InboxMessage.INBOX + "/" + name, json(text).getBytes(StandardCharsets.UTF_8), "EP-1", NOW);
    }

    static List<String> vetoes(String... texts) {
        List<InboxMessage> messages = new ArrayList<>();
        for (String text : texts) {
            messages.add(message("m" + messages.size(), text));
        }
        return vetoes(messages);
    }

    static List<String> vetoes(List<InboxMessage> messages) {
        Status status = new Status("EP-1", Tier.STANDARD, Phase.DEPLOYMENT, Mode.FULL, 1, Set.of("qa"), List.of());
        Evidence evidence = new Evidence(status, Optional.empty(), Optional.empty(), List.of(), List.of(), List.of());
        FullEvidence full = new FullEvidence(evidence, new Inbox(messages, Set.of("EP-0")), List.of(), false);
        return VetoRules.judge(Map.of(), full).vetoes().stream()
                .filter(veto -> veto.code().equals(VetoCodes.INBOX_VETO))
                .map(Veto::reason)
                .toList();
    }
}
