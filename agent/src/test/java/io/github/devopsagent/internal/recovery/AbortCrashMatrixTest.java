package io.github.devopsagent.internal.recovery;

import static io.github.devopsagent.ConsensusFixture.aConsensus;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.ConsensusDirectory;
import io.github.devopsagent.DirectoryTrees;
import io.github.devopsagent.Outcome;
import io.github.devopsagent.contract.FewerCases;
import io.github.devopsagent.contract.MatrixCells;
import io.github.devopsagent.internal.disk.CrashPoints;
import io.github.devopsagent.internal.disk.FaultyDisk;
import io.github.devopsagent.internal.document.Schemas;
import io.github.devopsagent.internal.engine.Retention;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** An agent that stops for good, at any of its file operations, while it repeats an abort or removes what is old. */
@FewerCases(every = 2)
@Tag(MatrixCells.TAG)
class AbortCrashMatrixTest {

    private static final String PLAN = """
            "backup": [ {"run": "dump"} ], "monitoring": {"duration": "0s"},
            "deployment_steps": [ {"run": "deploy"} ], "rollback_plan": {"run": "undo"}
            """;

    @TempDir
    Path directory;

    private static Clock after(int hours) {
        return Clock.offset(ConsensusDirectory.CLOCK, Duration.ofHours(hours));
    }

    private static RecordingShell effects(ConsensusDirectory consensus) {
        return new RecordingShell(consensus.path().resolveSibling("effects"), Set.of("dump"));
    }

    private static Outcome run(ConsensusDirectory consensus, FaultyDisk disk, int hours) {
        return consensus
                .agent(effects(consensus))
                .disk(disk)
                .clock(after(hours))
                .workingDirectory(Path.of("/"))
                .run();
    }

    private static FaultyDisk disk(ConsensusDirectory consensus) {
        return FaultyDisk.below(consensus.path());
    }

    private ConsensusDirectory copyOf(Path prepared, String name) {
        Path place = directory.resolve(name);
        DirectoryTrees.copy(prepared, place);
        return new ConsensusDirectory(place.resolve("consensus"));
    }

    @Test
    void wherever_it_stops_a_repeated_abort_stays_one_record_one_message_and_one_blocker() {
        Path prepared = directory.resolve("prepared");
        ConsensusDirectory first = aConsensus().withPlanOf(PLAN).in(prepared);
        run(first, disk(first), 0);
        String status = first.text("status.json");
        ConsensusDirectory clean = copyOf(prepared, "clean");
        CrashPoints points = CrashPoints.in(directory.resolve("clean"));
        run(clean, disk(clean).watchedBy(points), 1);
        List<String> operations = points.operations();
        assertThat(operations).hasSizeGreaterThan(80).anyMatch(each -> each.startsWith("delete .devops/runs/DEP-001"));
        for (int n : MatrixCells.tried(points.from(0), 0)) {
            ConsensusDirectory consensus = copyOf(prepared, "stop-" + n);
            assertThat(stops(consensus, disk(consensus).stopAt(n), 1)).isTrue();

            Outcome outcome = run(consensus, disk(consensus), 2);

            String what = "stopped at " + n + ": " + operations.get(n) + "\nthen " + outcome;
            assertThat(outcome).as(what).isInstanceOf(Outcome.Aborted.class);
            assertThat(consensus.names("artifacts/deployments")).as(what).containsExactly("DEP-001.json");
            assertThat(consensus.text("artifacts/deployment.json"))
                    .as(what)
                    .isEqualTo(consensus.text("artifacts/deployments/DEP-001.json"));
            JsonNode record = consensus.deployment();
            int tries = effects(consensus).all().size();
            assertThat(record.path("repeated").asInt()).as(what).isBetween(1, tries - 1);
            assertThat(record.path("last_deployment_id").asString()).as(what).isIn("DEP-002", "DEP-003");
            assertThat(consensus.names(".devops/runs"))
                    .as(what)
                    .contains(record.path("last_deployment_id").asString())
                    .hasSizeLessThan(4);
            assertThat(consensus.text("status.json")).as(what).isEqualTo(status);
            assertThat(consensus.inboxOf("tech_lead")).as(what).hasSize(1);
            assertThat(consensus.names("artifacts")).as(what).noneMatch(name -> name.endsWith(".kept"));
            assertThat(Schemas.OUR_DEPLOYMENT.errorsIn(consensus.bytes("artifacts/deployment.json")))
                    .as(what)
                    .isEmpty();
            Outcome next = run(consensus, disk(consensus), 3);
            assertThat(consensus.deployment().path("repeated").asInt())
                    .as(what + "\nand " + next)
                    .isEqualTo(record.path("repeated").asInt() + 1);
        }
    }

    private static boolean stops(ConsensusDirectory consensus, FaultyDisk disk, int hours) {
        try {
            run(consensus, disk, hours);
            return false;
        } catch (FaultyDisk.Crash e) {
            return true;
        }
    }

    private static void another(ConsensusDirectory consensus) {
        consensus.edit("artifacts/plan.json", "\"monitoring\"", " \"monitoring\"");
    }

    @Test
    void wherever_it_stops_while_it_removes_what_is_old_nothing_else_is_lost() {
        Path prepared = directory.resolve("prepared");
        ConsensusDirectory full = aConsensus().withPlanOf(PLAN).in(prepared);
        for (int i = 0; i < Retention.ABORTED_RECORDS; i++) {
            run(full, disk(full), i);
            another(full);
        }
        ConsensusDirectory clean = copyOf(prepared, "clean");
        CrashPoints points = CrashPoints.in(directory.resolve("clean"));
        run(clean, disk(clean).watchedBy(points), 20);
        List<String> operations = points.operations();
        int closed = IntStream.range(0, operations.size())
                .filter(n -> operations.get(n).startsWith("move .devops/journal to"))
                .findFirst()
                .orElseThrow();
        assertThat(operations.subList(closed, operations.size())).hasSizeGreaterThan(10);
        for (int n : MatrixCells.tried(points.from(closed), 1)) {
            ConsensusDirectory consensus = copyOf(prepared, "stop-" + n);
            String what = "stopped at " + n + ": " + operations.get(n);
            assertThat(stops(consensus, disk(consensus).stopAt(n), 20)).as(what).isTrue();
            List<String> others = consensus.names("artifacts/deployments");
            assertThat(others).as(what).contains("DEP-002.json", "DEP-011.json");
            another(consensus);

            Outcome outcome = run(consensus, disk(consensus), 21);

            assertThat(outcome.warnings()).as(what).isEmpty();
            List<String> kept = new ArrayList<>(others);
            kept.removeAll(List.of("DEP-001.json", "DEP-002.json"));
            kept.add("DEP-012.json");
            assertThat(consensus.names("artifacts/deployments"))
                    .as(what)
                    .isEqualTo(kept)
                    .hasSize(10);
            assertThat(consensus.names(".devops/runs"))
                    .as(what)
                    .contains("DEP-012")
                    .hasSizeLessThan(12);
        }
    }

    @Test
    void wherever_it_stops_what_somebody_else_wrote_is_kept_once_and_told() {
        Path prepared = directory.resolve("prepared");
        String foreign = "{\"status\": \"deployed by hand\"}";
        ConsensusDirectory first = aConsensus()
                .withPlanOf(PLAN)
                .withFile("artifacts/deployment.json", foreign)
                .in(prepared);
        ConsensusDirectory clean = copyOf(prepared, "clean");
        CrashPoints points = CrashPoints.in(directory.resolve("clean"));
        run(clean, disk(clean).watchedBy(points), 0);
        List<String> operations = points.operations();
        int copied = IntStream.range(0, operations.size())
                .filter(n -> operations.get(n).endsWith(".kept"))
                .findFirst()
                .orElseThrow();
        for (int n : MatrixCells.tried(points.from(copied - 5), 2)) {
            ConsensusDirectory consensus = copyOf(prepared, "stop-" + n);
            String what = "stopped at " + n + ": " + operations.get(n);
            assertThat(stops(consensus, disk(consensus).stopAt(n), 0)).as(what).isTrue();

            Outcome outcome = run(consensus, disk(consensus), 1);

            assertThat(consensus.names("artifacts").stream()
                            .filter(name -> name.endsWith(".kept"))
                            .map(name -> consensus.text("artifacts/" + name)))
                    .as(what)
                    .containsExactly(foreign);
            List<String> told = consensus.json("artifacts/deployments/DEP-001.json").path("warnings").values().stream()
                    .map(JsonNode::asString)
                    .filter(warning -> warning.endsWith(".kept"))
                    .toList();
            boolean isAnotherRun = consensus.deployment().has("repeated");
            assertThat(told).as(what + "\nthen " + outcome).hasSize(isAnotherRun ? 0 : 1);
        }
        assertThat(first.has("artifacts/deployment.json")).isTrue();
    }
}
