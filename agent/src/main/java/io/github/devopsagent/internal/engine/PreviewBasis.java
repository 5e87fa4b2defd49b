package io.github.devopsagent.internal.engine;

import io.github.devopsagent.Preview.Next;
import io.github.devopsagent.domain.Plan;
import io.github.devopsagent.domain.Status;
import io.github.devopsagent.domain.TestResults;
import io.github.devopsagent.internal.attempt.AttemptRunner;
import io.github.devopsagent.internal.disk.Digest;
import io.github.devopsagent.internal.environment.RunEnvironment;
import io.github.devopsagent.internal.environment.RunMask;
import io.github.devopsagent.internal.evidence.Decision;
import io.github.devopsagent.internal.evidence.EvidenceReader;
import io.github.devopsagent.internal.files.RunDirectories;
import io.github.devopsagent.internal.journal.RunHeader;
import io.github.devopsagent.internal.settings.AgentSettings;
import io.github.devopsagent.internal.settings.NamedRollbackPoint;
import io.github.devopsagent.metric.Metric;
import io.github.devopsagent.plan.HealthCheck;
import io.github.devopsagent.veto.Refusal;
import io.github.devopsagent.veto.RefusalCodes;
import io.github.devopsagent.veto.Source;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * On what a preview rests, by digests, so that a run can tell whether it would do what was shown. Of the status counts what
 * is judged of it, of a fact what it consists of, of a secret its name, and of any other text what is left of it when it is
 * masked.
 */
final class PreviewBasis {

    private static final int MOST_NAMED = 10;

    private final RunEnvironment runEnvironment;
    private final RunMask mask;

    PreviewBasis(RunEnvironment runEnvironment) {
        this.runEnvironment = runEnvironment;
        this.mask = runEnvironment.mask();
    }

    /** Of what is done without evidence: a refusal, or an unfinished run. */
    Map<String, String> of(Next next) {
        SortedMap<String, String> basis = settings();
        basis.put("what is done", next.name());
        unfinished().ifPresent(digest -> basis.put(RunDirectories.NAME + "/" + RunDirectories.JOURNAL, digest));
        return basis;
    }

    /** Of what is done with evidence. */
    Map<String, String> of(Next next, Decision decision, EvidenceReader.ReadEvidence reading, String deploymentId) {
        SortedMap<String, String> basis = settings();
        basis.put("what is done", next.name());
        basis.put("deployment id", deploymentId);
        basis.put(Status.FILE, digest(CanonicalText.of(reading.evidence().status())));
        basis.put(Plan.FILE, reading.digests().plan());
        basis.put(TestResults.FILE, reading.digests().testResults());
        basis.putAll(decision.files().digests());
        for (Object fact : reading.evidence().facts()) {
            basis.put("fact " + fact.getClass().getName(), digest(CanonicalText.of(fact)));
        }
        return basis;
    }

    /** Of a rollback on demand: who asks for it, and when, does not count. */
    Map<String, String> of(Next next, RunHeader header) {
        SortedMap<String, String> basis = settings();
        basis.put("what is done", next.name());
        basis.put("deployment id", header.run());
        header.rollsBack().ifPresent(undone -> basis.put("what is rolled back", digest(CanonicalText.of(undone))));
        return basis;
    }

    private SortedMap<String, String> settings() {
        AgentSettings settings = runEnvironment.settings();
        SortedMap<String, String> basis = new TreeMap<>();
        basis.put("consensus directory", digest(settings.consensus().toString()));
        basis.put("environment", digest(settings.environment().orElse("")));
        basis.put("target", digest(settings.target().orElse("")));
        basis.put("working directory", digest(settings.workingDirectory().toString()));
        basis.put("bare strings", settings.bareStrings().name());
        basis.put("skipped tests", Boolean.toString(settings.skippedTestsAllowed()));
        basis.put("pages beside records", Boolean.toString(settings.htmlReports()));
        basis.put("onInterrupted", settings.recovery().name());
        basis.put("time limits", digest(CanonicalText.of(settings.limits())));
        basis.put(
                "inherited environment",
                digest(CanonicalText.of(settings.given().inherited())));
        for (Map.Entry<String, String> each : settings.given().variables().entrySet()) {
            basis.put("variable " + each.getKey(), digest(each.getValue()));
        }
        names("secret ", settings.secrets().values().keySet(), basis);
        names("executor ", settings.executors().names(), basis);
        names("rule ", settings.code().rules().keySet(), basis);
        names("hold rule ", settings.code().holds().keySet(), basis);
        for (Map.Entry<String, String> each : settings.code().choices().entrySet()) {
            basis.put("choice " + each.getKey(), digest(each.getValue()));
        }
        basis.put("what plans may use", digest(settings.code().planPolicy().summary()));
        for (HealthCheck check : settings.code().checks()) {
            basis.put("health check " + check.name(), digest(CanonicalText.of(check)));
        }
        for (Metric metric : settings.code().metrics()) {
            basis.put("metric " + metric.name(), digest(CanonicalText.of(metric)));
        }
        for (NamedRollbackPoint point : settings.code().rollbackPoints()) {
            basis.put("rollback point " + point.name(), "");
        }
        return basis;
    }

    private static void names(String kind, Set<String> names, SortedMap<String, String> basis) {
        for (String name : names) {
            basis.put(kind + name, "");
        }
    }

    /** What has been done of an unfinished run. */
    private Optional<String> unfinished() {
        try {
            return Optional.of(
                    Digest.of(Files.readAllBytes(runEnvironment.files().journal())));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private String digest(String text) {
        return Digest.of(mask.text(text).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Why what was shown cannot be done any more.
     *
     * @param shown the preview
     * @param now on what it would rest now
     * @return what has changed; empty if nothing has
     */
    static Optional<Refusal> outdated(ShownPreview shown, Map<String, String> now) {
        if (shown.basis().isPresent()) {
            return outdated(shown.basis().get(), now);
        }
        String digest = ShownPreview.digest(now);
        return digest.equals(shown.digest())
                ? Optional.empty()
                : Optional.of(new Refusal(
                        RefusalCodes.PREVIEW_OUTDATED,
                        "what would be done now has the digest " + digest + ", not '"
                                + AttemptRunner.bounded(shown.digest())
                                + "': evidence or the host's choices have changed since; nothing was executed and"
                                + " nothing was changed. Call preview() again, and look",
                        Source.of(".")));
    }

    private static Optional<Refusal> outdated(Map<String, String> before, Map<String, String> now) {
        List<String> changed = Stream.of(before.keySet(), now.keySet())
                .flatMap(names -> names.stream())
                .filter(name -> !Optional.ofNullable(before.get(name)).equals(Optional.ofNullable(now.get(name))))
                .collect(Collectors.toCollection(TreeSet::new))
                .stream()
                .map(name -> name + how(before, now, name))
                .toList();
        String more = changed.size() > MOST_NAMED ? " and " + (changed.size() - MOST_NAMED) + " more" : "";
        return changed.isEmpty()
                ? Optional.empty()
                : Optional.of(new Refusal(
                        RefusalCodes.PREVIEW_OUTDATED,
                        AttemptRunner.bounded("what was shown is not what would be done now; changed since then: "
                                + String.join(", ", changed.subList(0, Math.min(changed.size(), MOST_NAMED)))
                                + more
                                + "; nothing was executed and nothing was changed. Call preview() again, and look"),
                        Source.of(changed.stream()
                                .filter(name -> name.startsWith("artifacts/") || name.startsWith("messages/"))
                                .findFirst()
                                .map(name -> name.replaceFirst(" .*", ""))
                                .orElse("."))));
    }

    private static String how(Map<String, String> before, Map<String, String> now, String name) {
        if (!before.containsKey(name)) {
            return " (new)";
        }
        if (!now.containsKey(name)) {
            return " (gone)";
        }
        return name.equals("what is done")
                ? " (" + before.get(name) + " was shown, " + now.get(name) + " would be done)"
                : "";
    }
}
