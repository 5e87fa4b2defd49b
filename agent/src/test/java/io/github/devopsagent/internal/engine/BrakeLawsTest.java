package io.github.devopsagent.internal.engine;

import static io.github.devopsagent.ConsensusFixture.aConsensus;
import static io.github.devopsagent.ScriptedShell.aShell;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.ConsensusDirectory;
import io.github.devopsagent.MemoryTempDir;
import io.github.devopsagent.Outcome;
import io.github.devopsagent.Preview;
import io.github.devopsagent.ScriptedShell;
import io.github.devopsagent.contract.FewerTries;
import io.github.devopsagent.executor.StepResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;

/**
 * What would close the gate stops a deployment that is under way. Beyond that only another iteration does, and a veto that
 * came meanwhile and is lifted by nothing that came with it.
 */
class BrakeLawsTest {

    private static final String INBOX = "messages/inbox/devops/";
    private static final String ITERATION = "\"iteration\": 1";
    private static final List<String> NAMES = List.of("a.json", "b.json", "c.txt", "veto.md");

    /**
     * What somebody has written.
     *
     * @param status the edits of the status, old text and new
     * @param inbox the files in our inbox
     */
    record World(Map<String, String> status, Map<String, String> inbox) {

        ConsensusDirectory in(Path directory) {
            ConsensusDirectory consensus = aConsensus()
                    .withPlanOf("\"deployment_steps\": [ {\"run\": \"one\", \"rollback\": {\"run\": \"undo\"}} ]")
                    .withFile("artifacts/deployments/DEP-001.json", "{\"epic_id\": \"EP-0\"}")
                    .in(directory);
            write(consensus);
            return consensus;
        }

        void write(ConsensusDirectory consensus) {
            NAMES.stream()
                    .filter(name -> Files.exists(consensus.path(INBOX + name)))
                    .forEach(name -> consensus.delete(INBOX + name));
            inbox.forEach((name, text) -> consensus.write(INBOX + name, text));
            status.forEach((old, now) -> consensus.edit("status.json", old, now));
        }
    }

    @Provide
    Arbitrary<Map<String, String>> messages() {
        Arbitrary<String> valid = Combinators.combine(
                        Arbitraries.of("veto", "approval", "approval", "handoff", "status"),
                        Arbitraries.of("qa", "developer", "architect"),
                        Arbitraries.of("EP-1", "EP-1", "EP-1", "EP-0", "EP-7", "ep-1"),
                        Arbitraries.of(
                                "2025-12-31T10:00:00Z", "2025-12-31T12:00:00Z", "tomorrow", "2031-01-01T00:00:00Z"),
                        Arbitraries.of("Approved: it is fixed", "blocked: data loss", "It is slow."))
                .as((kind, role, epic, time, line) ->
                        "{\"d\": \"2025-12-31\", \"ts\": \"" + time + "\", \"st\": \"" + kind + "\", \"r\": \"" + role
                                + "\", \"epic\": \"" + epic + "\", \"sm\": [\"" + line + "\"], \"nx\": []}");
        Arbitrary<String> torn = valid.flatMap(
                text -> Arbitraries.integers().between(0, text.length()).map(end -> text.substring(0, end)));
        Arbitrary<String> texts = Arbitraries.of(
                "",
                "I veto this.",
                "do not deploy",
                "hello",
                "st: veto\nr: qa\n",
                "x".repeat(300_000),
                "{'st': 'veto'}");
        return Arbitraries.maps(Arbitraries.of(NAMES), Arbitraries.oneOf(valid, valid, torn, texts))
                .ofMaxSize(3);
    }

    @Provide
    Arbitrary<Map<String, String>> edits() {
        return Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.just(Map.<String, String>of())),
                Tuple.of(
                        2,
                        Arbitraries.of(
                                Map.of("\"phase\": \"deployment\"", "\"phase\": \"testing\""),
                                Map.of("\"phase\": \"deployment\"", "\"phase\": \"done\""),
                                Map.of("\"tier\": \"standard\"", "\"tier\": \"enterprise\""),
                                Map.of("\"tier\": \"standard\"", "\"tier\": \"starter\""),
                                Map.of("\"qa\"", "\"devops\""),
                                Map.of("\"qa\"", "\"QA\""),
                                Map.of("\"developer\", ", ""),
                                Map.of(ITERATION, "\"iteration\": 7"),
                                Map.of("\"epic_id\": \"EP-1\"", "\"epic_id\": \"EP-2\""),
                                Map.of("\"blockers\": []", "\"blockers\": [], \"hold\": true"),
                                Map.of("\"blockers\": []", "\"blockers\": [], \"hold\": false"),
                                Map.of("\"blockers\": []", "\"blockers\": [], \"Phase\": \"blocked\""),
                                Map.of("\"blockers\": []", "\"blockers\": [" + blocker("qa", "question") + "]"),
                                Map.of("\"blockers\": []", "\"blockers\": [" + blocker("devops", "veto") + "]"),
                                Map.of("\"blockers\": []", "\"blockers\": [" + blocker("devops", "question") + "]"))));
    }

    private static String blocker(String by, String type) {
        return "{\"type\": \"" + type + "\", \"by\": \"" + by
                + "\", \"reason\": \"why\", \"created_at\": \"2025-12-30T08:00:00Z\"}";
    }

    @Property(tries = 150)
    @FewerTries(fewest = 12)
    void what_would_close_the_gate_stops_it_and_so_does_what_only_earlier_approvals_lift(
            @ForAll("messages") Map<String, String> before,
            @ForAll("messages") Map<String, String> after,
            @ForAll("edits") Map<String, String> edits,
            @ForAll boolean inTheLastSample)
            throws IOException {
        Path directory = MemoryTempDir.create();
        try {
            ConsensusDirectory consensus =
                    new World(Map.of(), before).in(Files.createDirectory(directory.resolve("run")));
            Assume.that(isOpen(consensus));
            World changed = new World(edits, after);
            // What was there before is no help against what is new.
            World news = new World(Map.of(), newIn(after, before));
            boolean mayGoOn = !edits.containsKey(ITERATION)
                    && isOpen(changed.in(Files.createDirectory(directory.resolve("gate"))))
                    && isOpen(news.in(Files.createDirectory(directory.resolve("news"))));
            String status = consensus.text("status.json");
            ScriptedShell shell = changing(() -> changed.write(consensus), inTheLastSample)
                    .doing("undo", step -> {
                        consensus.write("status.json", status);
                        return StepResult.success();
                    });
            Outcome outcome = consensus.agent(shell).run();
            Statistics.label("goes on, changed in the last sample").collect(mayGoOn, inTheLastSample);
            assertThat(outcome).isInstanceOf(mayGoOn ? Outcome.Deployed.class : Outcome.RolledBack.class);
        } finally {
            delete(directory);
        }
    }

    private static ScriptedShell changing(Runnable deed, boolean inTheLastSample) {
        return inTheLastSample
                ? aShell().duringTheLastSample(deed)
                : aShell().doing("one", step -> {
                    deed.run();
                    return StepResult.success();
                });
    }

    private static Map<String, String> newIn(Map<String, String> after, Map<String, String> before) {
        return after.entrySet().stream()
                .filter(file -> !before.containsValue(file.getValue()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static boolean isOpen(ConsensusDirectory consensus) {
        Preview preview = consensus.agent(aShell()).build().preview();
        return preview.refusals().isEmpty() && preview.vetoes().isEmpty();
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
