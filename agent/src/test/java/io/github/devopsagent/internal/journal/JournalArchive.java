package io.github.devopsagent.internal.journal;

import static io.github.devopsagent.ConsensusFixture.aConsensus;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.devopsagent.ConsensusDirectory;
import io.github.devopsagent.ConsensusFixture;
import io.github.devopsagent.RunListener;
import io.github.devopsagent.RunView;
import io.github.devopsagent.TestBuilder;
import io.github.devopsagent.executor.ProcessId;
import io.github.devopsagent.executor.StepExecutor;
import io.github.devopsagent.executor.StepOutput;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.internal.disk.Digest;
import io.github.devopsagent.internal.disk.FaultyDisk;
import io.github.devopsagent.internal.lock.AgentIdentity;
import io.github.devopsagent.internal.recovery.AgentsToKill;
import io.github.devopsagent.internal.recovery.RecordingShell;
import io.github.devopsagent.run.RunEvent;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Runs whose directories are kept as a version of this library left them at each record of the journal: a zip file for
 * each run, and in it a directory for each record.
 */
public enum JournalArchive {
    SUCCESS("", "success,rolled_back"),
    ROLLBACK("three", "rolled_back,rollback_failed"),
    ABORT("dump", "aborted"),
    VETO("", ""),
    RESUMED("", "success,rolled_back,rollback_failed"),
    ROLLBACK_ON_DEMAND("", "rolled_back,rollback_failed"),
    REPEATED_ROLLBACK("", "rolled_back,rollback_failed"),
    ENDED_WITH_LEASE("", "success,rolled_back,rollback_failed");

    /** Who wrote the fixtures, and who goes on. */
    public static final AgentIdentity AGENT = new AgentIdentity(
            "build7",
            "deploy",
            Optional.of("1f0e2d3c4b5a69788796a5b4c3d2e1f0"),
            Optional.of("pid:[4026531836]"),
            new ProcessId(
                    "5f0c1b2e-8d3a-4c47-9f59-0a6f8e1d2c3b", 4711, Optional.of(Instant.parse("2025-12-31T13:59:00Z"))));

    /** A directory has this place in a fixture, wherever it was written. */
    private static final String PLACE = "/srv/shop";

    private static final Clock LATER = Clock.offset(ConsensusDirectory.CLOCK, Duration.ofHours(1));

    private static final String PLAN = """
            "preflight": [ {"run": "look"} ],
            "backup": [ {"run": "dump"} ],
            "deployment_steps": [
              {"run": "one", "rollback": {"run": "undo one"}},
              {"run": "two", "env": {"STAGE": "green"}, "timeout": "90s"},
              {"run": "three", "rollback": [ {"run": "undo three", "idempotent": true} ]} ],
            "rollback_plan": [ {"run": "undo all"}, {"run": "undo rest"} ]
            """;

    private final String failing;
    private final String ends;

    JournalArchive(String failing, String ends) {
        this.failing = failing;
        this.ends = ends;
    }

    /** What a directory may come to; an empty text for no record. */
    public Set<String> ends() {
        return Set.of(ends.split(","));
    }

    /** In which format its journal is written now. */
    public int format() {
        return switch (this) {
            case ROLLBACK_ON_DEMAND -> JournalFormat.ROLLBACK_ON_DEMAND;
            case REPEATED_ROLLBACK -> JournalFormat.REPEATED_ROLLBACK;
            case ENDED_WITH_LEASE -> JournalFormat.ENDED_WITH_LEASE;
            default -> JournalFormat.CURRENT;
        };
    }

    /** The id of the run. */
    public String run() {
        return isOnDemand() ? "DEP-00" + (format() - 1) : "DEP-001";
    }

    public String file() {
        return name().toLowerCase(Locale.ROOT) + ".zip";
    }

    public RecordingShell effects(Path directory) {
        return new RecordingShell(directory.resolve("effects"), Set.of(failing));
    }

    public TestBuilder agent(Path directory) {
        return agent(directory, effects(directory));
    }

    private static TestBuilder agent(Path directory, StepExecutor shell) {
        return new ConsensusDirectory(directory.resolve("consensus"))
                .agent(shell)
                .workingDirectory(Path.of("/"))
                .identity(AGENT);
    }

    /** Runs, and keeps the directory at each record. */
    public void write(Path directory, Path zip) throws IOException {
        ConsensusFixture fixture = aConsensus().withPlanOf(PLAN).withHistory("");
        ConsensusDirectory consensus = (this == VETO ? fixture.withoutQaApproval() : fixture).in(directory);
        if (this == RESUMED) {
            killedInTwo(directory, consensus);
        } else if (isOnDemand()) {
            agent(directory).run();
        }
        if (this == REPEATED_ROLLBACK) {
            fail(directory, consensus);
        }
        try (OutputStream out = Files.newOutputStream(zip);
                ZipOutputStream zipped = new ZipOutputStream(out)) {
            int[] records = {0};
            Predicate<String> isThere = AgentsToKill.firstAfterJournalled();
            FaultyDisk disk = FaultyDisk.below(consensus.path()).watchedBy(operation -> {
                if (isThere.test(operation)) {
                    if (records[0] >= firstKept()) {
                        keep(directory, "%02d/".formatted(records[0]), zipped);
                    }
                    records[0]++;
                }
            });
            TestBuilder agent = agent(directory, writer(directory))
                    .disk(disk)
                    .clock(this == RESUMED || isOnDemand() ? LATER : ConsensusDirectory.CLOCK);
            if (isOnDemand()) {
                agent.rollBack("DEP-001");
            } else {
                agent.run();
            }
        }
    }

    /** Who has a step end with its lease. */
    private StepExecutor writer(Path directory) {
        RecordingShell shell = effects(directory);
        return this != ENDED_WITH_LEASE
                ? shell
                : request -> {
                    StepResult result = shell.execute(request);
                    boolean isCut = request.input().required("run").equals("three");
                    return isCut ? StepResult.failure(StepOutput.LEASE_UNCERTAIN) : result;
                };
    }

    /** Before its first record a rollback on demand has not begun: nothing tells the next agent of it. */
    private int firstKept() {
        return isOnDemand() ? 1 : 0;
    }

    private boolean isOnDemand() {
        return this == ROLLBACK_ON_DEMAND || this == REPEATED_ROLLBACK;
    }

    /** What an earlier rollback has tried, and failed to do: these are done again. */
    public List<String> failedBefore() {
        return this == REPEATED_ROLLBACK ? List.of("undo three", "undo rest") : List.of();
    }

    private void fail(Path directory, ConsensusDirectory consensus) {
        new ConsensusDirectory(directory.resolve("consensus"))
                .agent(new RecordingShell(directory.resolve("effects"), Set.copyOf(failedBefore())))
                .workingDirectory(Path.of("/"))
                .identity(AGENT)
                .rollBack("DEP-001");
        consensus.edit("status.json", "\"phase\": \"blocked\"", "\"phase\": \"deployment\"");
    }

    private void killedInTwo(Path directory, ConsensusDirectory consensus) {
        FaultyDisk disk = FaultyDisk.below(consensus.path());
        RunListener killer = new RunListener() {
            @Override
            public void happened(RunEvent event, RunView run) {
                if (event instanceof RunEvent.StepIntended intent
                        && intent.step().path().equals("deployment_steps/1")) {
                    disk.stopAt(disk.operations().size());
                }
            }
        };
        try {
            agent(directory).disk(disk).listener(killer).run();
            throw new IllegalStateException("it was not killed");
        } catch (FaultyDisk.Crash e) {
            // The fixture is what the next agent writes.
        }
    }

    private static void keep(Path directory, String record, ZipOutputStream zip) throws IOException {
        String here = directory.toString();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                byte[] bytes = Files.readAllBytes(file);
                if (file.endsWith("reserve")) {
                    // All that it tells is that it is there.
                    bytes = new byte[0];
                } else if (isJournal(file)) {
                    bytes = withDigests(bytes, file, here);
                } else if (file.toString().endsWith(".json")) {
                    bytes = moved(bytes, here);
                }
                ZipEntry entry = new ZipEntry(record + directory.relativize(file));
                entry.setTimeLocal(LocalDateTime.of(2025, 12, 31, 14, 0));
                zip.putNextEntry(entry);
                zip.write(bytes);
                zip.closeEntry();
            }
        }
    }

    private static byte[] moved(byte[] bytes, String here) {
        return new String(bytes, UTF_8).replace(here, PLACE).getBytes(UTF_8);
    }

    private static boolean isJournal(Path file) {
        return file.endsWith("journal") || file.endsWith("journal.rolled-back");
    }

    /** A journal has the digest of the settings, and one of a rollback that of the journal which it goes back by. */
    private static byte[] withDigests(byte[] journal, Path file, String here) throws IOException {
        Path beside = file.resolveSibling("");
        Path runs = beside.endsWith(".devops") ? beside.resolve("runs") : beside;
        byte[] changed = CorruptJournal.with(journal, here, PLACE);
        if (!Files.isDirectory(runs)) {
            return changed;
        }
        try (Stream<Path> all = Files.walk(runs)) {
            for (Path other : all.filter(each -> !each.equals(file)).toList()) {
                byte[] bytes = other.endsWith("settings.json") || other.endsWith("journal.rolled-back")
                        ? Files.readAllBytes(other)
                        : new byte[0];
                if (other.endsWith("settings.json")) {
                    changed = CorruptJournal.with(changed, Digest.of(bytes), Digest.of(moved(bytes, here)));
                } else if (bytes.length > 0 && !file.endsWith("journal.rolled-back")) {
                    changed =
                            CorruptJournal.with(changed, Digest.of(bytes), Digest.of(withDigests(bytes, other, here)));
                }
            }
        }
        return changed;
    }

    /** The generator's process, whose environment is none of this machine's. */
    public static void main(String[] arguments) throws IOException {
        JournalArchive fixture = valueOf(arguments[0]);
        fixture.write(Path.of(arguments[1]), Path.of(arguments[2]));
    }

    public static List<JournalArchive> all() {
        return List.of(values());
    }
}
