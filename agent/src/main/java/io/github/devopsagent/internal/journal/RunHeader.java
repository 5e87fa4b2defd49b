package io.github.devopsagent.internal.journal;

import io.github.devopsagent.domain.Blocker;
import io.github.devopsagent.domain.Deployment;
import io.github.devopsagent.domain.Mode;
import io.github.devopsagent.domain.Provenance;
import io.github.devopsagent.domain.ReceivedMessage;
import io.github.devopsagent.domain.Role;
import io.github.devopsagent.domain.Status;
import io.github.devopsagent.gate.KnownBlockers;
import io.github.devopsagent.internal.document.ProvenanceJson;
import io.github.devopsagent.internal.document.ReceivedJson;
import io.github.devopsagent.internal.document.VetoCode;
import io.github.devopsagent.internal.json.TrustedJson;
import io.github.devopsagent.internal.json.TrustedJsonCursor;
import io.github.devopsagent.internal.json.TrustedJsonCursor.Fields;
import io.github.devopsagent.internal.lock.AgentIdentity;
import io.github.devopsagent.regex.LazyPattern;
import io.github.devopsagent.veto.Refusal;
import io.github.devopsagent.veto.Source;
import io.github.devopsagent.veto.Veto;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The first record of a journal: what the run is, and who began it.
 *
 * @param run its id, such as {@code DEP-001}
 * @param epicId such as {@code EP-1}
 * @param at when it began
 * @param mode of the status by then
 * @param iteration of the status by then
 * @param approved whether devops was among the approvals by then
 * @param digests of the evidence that was judged
 * @param vetoes why nothing is deployed; empty if it is a deployment
 * @param agent that began it
 * @param version of the library by which it did; empty if an early version of ours began it
 * @param inbox what lay in our inbox by then
 * @param inboxDigests of the files in it that were read; empty if an earlier version of ours began the run
 * @param settings the digest of the run's own copy of plan and settings; empty of a veto, which has none, and of a run
 *     that an earlier version of ours began
 * @param provenance on what the run rests, and what its record comes after; nothing if an earlier version of ours began it
 * @param rollsBack the deployment that this run undoes; empty of any other run
 * @param rules of the host that it was judged by, such as {@code rule 'fresh'}; none is known if an earlier version of ours began it
 * @param ownBlockers which blockers of ours stood in the status by then; not known if an earlier version of ours began it
 */
public record RunHeader(
        String run,
        String epicId,
        Instant at,
        Mode mode,
        int iteration,
        boolean approved,
        Deployment.Digests digests,
        List<Veto> vetoes,
        AgentIdentity agent,
        Optional<String> version,
        List<ReceivedMessage> inbox,
        Optional<Map<String, String>> inboxDigests,
        Optional<String> settings,
        Provenance provenance,
        Optional<RolledBackRun> rollsBack,
        List<String> rules,
        KnownBlockers ownBlockers) {

    /** The type of this record. */
    static final String OPENED = "opened";

    static final String RULES = "rules";

    private static final LazyPattern NAME = LazyPattern.of("[A-Za-z0-9_-]+");

    /**
     * Checks that everything is there, and copies.
     *
     * @throws IllegalArgumentException if the run's id cannot be the name of a directory
     */
    public RunHeader {
        if (!NAME.matcher(run).matches()) {
            throw new IllegalArgumentException("a run's id consists of letters, digits, _ and -, found '" + run + "'");
        }
        vetoes = List.copyOf(vetoes);
        inbox = List.copyOf(inbox);
        rules = List.copyOf(rules);
        inboxDigests = inboxDigests.isPresent() ? Optional.of(Map.copyOf(inboxDigests.get())) : inboxDigests;
    }

    /**
     * A run that begins.
     *
     * @param run its id
     * @param status of the epic by then
     * @param at when it begins
     * @param digests of the evidence that was judged
     * @param vetoes why nothing is deployed; empty if it is a deployment
     * @param agent that begins it
     * @param inbox what lies in our inbox
     * @param inboxDigests of the files in it that were read
     * @return its first record, without the settings
     */
    public static RunHeader of(
            String run,
            Status status,
            Instant at,
            Deployment.Digests digests,
            List<Veto> vetoes,
            AgentIdentity agent,
            List<ReceivedMessage> inbox,
            Map<String, String> inboxDigests) {
        return new RunHeader(
                run,
                status.epicId(),
                at,
                status.mode(),
                status.iteration(),
                status.isApprovedBy(Role.DEVOPS),
                digests,
                vetoes,
                agent,
                Optional.of(JournalFormat.LIBRARY_VERSION),
                inbox,
                Optional.of(inboxDigests),
                Optional.empty(),
                Provenance.NONE,
                Optional.empty(),
                List.of(),
                KnownBlockers.in(status));
    }

    /**
     * The same run, of which the settings are known.
     *
     * @param digest of the run's own copy, as it is on the disk
     * @return the first record of its journal
     */
    public RunHeader withSettings(String digest) {
        return with(Optional.of(digest), provenance, rollsBack, rules);
    }

    /**
     * The same run, of which it is known on what it rests.
     *
     * @param rests on what, and what its record comes after
     * @return the first record of its journal
     */
    public RunHeader withProvenance(Provenance rests) {
        return with(settings, rests, rollsBack, rules);
    }

    /**
     * The same run, which undoes another one.
     *
     * @param undone the deployment that it undoes
     * @return the first record of its journal
     */
    public RunHeader rollingBack(RolledBackRun undone) {
        return with(settings, provenance, Optional.of(undone), rules);
    }

    /**
     * The same run, of which it is known what the host judged it by.
     *
     * @param names of the host's rules
     * @return the first record of its journal
     */
    public RunHeader judgedBy(Collection<String> names) {
        return with(settings, provenance, rollsBack, List.copyOf(names));
    }

    private RunHeader with(
            Optional<String> digest, Provenance rests, Optional<RolledBackRun> undone, List<String> judging) {
        return new RunHeader(
                run,
                epicId,
                at,
                mode,
                iteration,
                approved,
                digests,
                vetoes,
                agent,
                version,
                inbox,
                inboxDigests,
                digest,
                rests,
                undone,
                judging,
                ownBlockers);
    }

    /**
     * What kind of run it is.
     *
     * @return true for a veto, false for a deployment
     */
    public boolean isVeto() {
        return !vetoes.isEmpty();
    }

    /**
     * Who began it, as its record tells.
     *
     * @return host, user and version
     */
    public Deployment.AgentEntry agentEntry() {
        return new Deployment.AgentEntry(agent.host(), agent.user(), version);
    }

    ObjectNode toJson() {
        ObjectNode node = TrustedJson.object()
                .put("type", OPENED)
                .put("at", at.toString())
                .put("run", run)
                .put("epic_id", epicId)
                .put("mode", mode.label())
                .put("iteration", iteration)
                .put("approved", approved)
                .put("plan_sha256", digests.plan())
                .put("test_results_sha256", digests.testResults());
        JournalFormat.write(node, rollsBack.isPresent() ? rollsBack.get().format() : JournalFormat.CURRENT, version);
        TrustedJson.put(node, "settings_sha256", settings);
        AgentIdentityJson.write(agent, node);
        ArrayNode array = node.putArray("vetoes");
        for (Veto veto : vetoes) {
            write(veto, array.addObject());
        }
        if (rollsBack.isPresent()) {
            rollsBack.get().write(node.putObject("rolls_back"));
        }
        ProvenanceJson.write(provenance, node);
        ReceivedJson.write(inbox, node.putArray("inbox"));
        if (inboxDigests.isPresent()) {
            // A name may be no text, which a property's name must be.
            ArrayNode files = node.putArray("inbox_sha256");
            for (Map.Entry<String, String> each : new TreeMap<>(inboxDigests.get()).entrySet()) {
                files.addObject().put("file", each.getKey()).put("sha256", each.getValue());
            }
        }
        ArrayNode names = node.putArray(RULES);
        for (String rule : rules) {
            names.add(rule);
        }
        if (ownBlockers.ours().isPresent()) {
            ArrayNode blockers = node.putArray("own_blockers");
            for (Blocker blocker : ownBlockers.ours().get()) {
                blockers.addObject().put("type", blocker.type().label()).put("reason", blocker.reason());
            }
        }
        return node;
    }

    private static void write(Veto veto, ObjectNode node) {
        ArrayNode faults = node.put("code", veto.code())
                .put("reason", veto.reason())
                .put("file", veto.where().file())
                .put("pointer", veto.where().pointer())
                .put("addressee", veto.addressee().label())
                .putArray("faults");
        for (Refusal fault : veto.faults()) {
            faults.addObject()
                    .put("code", fault.code())
                    .put("reason", fault.reason())
                    .put("file", fault.where().file())
                    .put("pointer", fault.where().pointer());
        }
    }

    static RunHeader read(Fields fields) {
        fields.get("type").same(OPENED);
        return new RunHeader(
                fields.get("run").text(),
                fields.get("epic_id").text(),
                fields.get("at").instant(),
                fields.find("mode")
                        .map(mode -> mode.constant(Mode.class, Mode::label))
                        .orElse(Mode.FULL),
                fields.get("iteration").integer(1),
                fields.get("approved").bool(),
                new Deployment.Digests(
                        fields.get("plan_sha256").text(),
                        fields.get("test_results_sha256").text()),
                fields.get("vetoes").list(each -> each.object(RunHeader::veto)),
                AgentIdentityJson.read(fields),
                JournalFormat.version(fields),
                // An earlier version of ours did not write it.
                fields.find("inbox")
                        .map(all -> all.list(each -> each.object(ReceivedJson::read)))
                        .orElse(List.of()),
                fields.find("inbox_sha256").map(RunHeader::inboxDigests),
                fields.find("settings_sha256").map(TrustedJsonCursor::text),
                ProvenanceJson.read(fields),
                fields.find("rolls_back").map(undone -> undone.object(RolledBackRun::read)),
                fields.find(RULES)
                        .map(names -> names.list(TrustedJsonCursor::text))
                        .orElse(List.of()),
                new KnownBlockers(
                        fields.find("own_blockers").map(all -> all.list(each -> each.object(RunHeader::blocker)))));
    }

    private static Blocker blocker(Fields fields) {
        return new Blocker(
                fields.get("type").constant(Blocker.Type.class, Blocker.Type::label),
                Role.DEVOPS.label(),
                fields.get("reason").text());
    }

    private static Map<String, String> inboxDigests(TrustedJsonCursor files) {
        Map<String, String> digests = new HashMap<>();
        files.list(file -> file.object(each ->
                        Map.entry(each.get("file").text(), each.get("sha256").text())))
                .forEach(each -> digests.put(each.getKey(), each.getValue()));
        return digests;
    }

    private static Veto veto(Fields fields) {
        return new Veto(
                VetoCode.of(fields.get("code").text()),
                fields.get("reason").text(),
                source(fields),
                fields.get("addressee").constant(Role.class, Role::label),
                fields.find("faults")
                        .map(faults -> faults.list(each -> each.object(RunHeader::fault)))
                        .orElse(List.of()));
    }

    private static Refusal fault(Fields fields) {
        return new Refusal(fields.get("code").text(), fields.get("reason").text(), source(fields));
    }

    private static Source source(Fields fields) {
        return new Source(fields.get("file").text(), fields.get("pointer").text());
    }
}
