package io.github.devopsagent.internal.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.AnotherUser;
import io.github.devopsagent.ConsensusDirectory;
import io.github.devopsagent.DeploymentAudit;
import io.github.devopsagent.DevOpsAgent;
import io.github.devopsagent.Outcome;
import io.github.devopsagent.TestBuilder;
import io.github.devopsagent.internal.disk.CrashPoints;
import io.github.devopsagent.internal.disk.FaultyDisk;
import io.github.devopsagent.internal.document.Schemas;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A directory in which a run of some course is disturbed, and must come to a true end. */
public final class InterruptedRun {

    private static final Pattern RANDOM = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

    private static final List<String> DOCUMENTS =
            List.of("status.json", "artifacts/deployment.json", "artifacts/deployments/DEP-001.json");

    public static final List<String> UNDOABLE = List.of("one", "two", "three");

    private final UndisturbedRun course;
    private final Path directory;
    private final ConsensusDirectory consensus;
    private final RecordingShell effects;
    private Outcome last = new Outcome.Refused(List.of(), List.of(), List.of());
    private String lastOperation = "";
    private boolean diskFails;
    private boolean isAnothers;

    public InterruptedRun(UndisturbedRun course, Path directory) {
        this.course = course;
        this.directory = directory;
        this.consensus = course.in(directory);
        this.effects = course.effects(directory);
    }

    /** Here steps may fail because of the disk as well, a rollback's own too. */
    public InterruptedRun whoseDiskFails() {
        diskFails = true;
        return this;
    }

    /** Here everything belongs to another user, and must do so in the end. */
    public InterruptedRun ownedByAnother() {
        try {
            AnotherUser.owns(consensus.path());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        isAnothers = true;
        return this;
    }

    public ConsensusDirectory consensus() {
        return consensus;
    }

    public RecordingShell effects() {
        return effects;
    }

    /** A disk on which every reader finds whole and valid documents before each operation. */
    public FaultyDisk disk() {
        return FaultyDisk.below(consensus.path()).watchedBy(this::readable);
    }

    /** An operation changes nothing but what it names. */
    private void readable(String before) {
        for (String file : DOCUMENTS) {
            if (lastOperation.contains(file) && consensus.has(file)) {
                Schemas schema = file.equals("status.json") ? Schemas.STATUS : Schemas.OUR_DEPLOYMENT;
                assertThat(schema.errorsIn(consensus.bytes(file)))
                        .as(file + " before: " + before)
                        .isEmpty();
            }
        }
        lastOperation = before;
    }

    public Outcome run(FaultyDisk disk, Clock clock) {
        return run(disk, clock, agent -> agent);
    }

    public Outcome run(FaultyDisk disk, Clock clock, UnaryOperator<TestBuilder> with) {
        return with.apply(consensus.agent(effects).disk(disk).clock(clock).workingDirectory(Path.of("/")))
                .run();
    }

    /** Returns the operations of a run that nothing disturbs. */
    public List<String> runUndisturbed() {
        return runUndisturbed(disk());
    }

    /** Returns at which operations of a run that nothing disturbs a crash leaves something of its own. */
    public CrashPoints crashPoints() {
        CrashPoints points = CrashPoints.in(directory, this::readable);
        runUndisturbed(disk().watchedBy(points));
        return points;
    }

    private List<String> runUndisturbed(FaultyDisk disk) {
        Outcome outcome = run(disk, ConsensusDirectory.CLOCK);
        assertThat(result()).as(outcome.toString()).isEqualTo(course.result());
        isTidy("nothing");
        return disk.operations();
    }

    private String result() {
        return consensus.has("artifacts/deployment.json")
                ? consensus.deployment().path("status").asString()
                : "";
    }

    /** The next agent comes, and everything that may ever be seen afterwards is as it should be. */
    public Outcome isBroughtToItsEndBy(FaultyDisk disk, Clock clock, String disturbance, int agents) {
        last = run(disk, clock);
        String what = "disturbed at: " + disturbance + "\neffects: " + effects.all() + "\nthen: " + last;
        if (course == UndisturbedRun.VETO) {
            isVetoedOnce(what);
        } else {
            isDoneOrUndone(what, agents);
        }
        consensus.assertValid();
        assertThat(DeploymentAudit.of(consensus.path()).findings())
                .as(what)
                .filteredOn(finding -> !(diskFails && finding.contains("could not be written, as on a full disk")))
                .isEmpty();
        isTidy(what);
        if (isAnothers) {
            isAllAnothers(what);
        }
        return last;
    }

    /** What only had to be written is, byte by byte, what an agent would have written that nothing disturbs. */
    public void isAsIfUndisturbed(InterruptedRun clean) {
        if (last.warnings().stream().anyMatch(note -> note.contains("its record was completed"))) {
            for (String file : List.of("artifacts/deployment.json", "status.json")) {
                assertThat(named(consensus.comparable(file)))
                        .as(file)
                        .isEqualTo(named(clean.consensus.comparable(file)));
            }
        }
    }

    /** The files of attempts have names of their own in every run. */
    private static String named(String document) {
        return RANDOM.matcher(document).replaceAll("…");
    }

    private void isVetoedOnce(String what) {
        assertThat(effects.all()).as(what).isEmpty();
        assertThat(consensus.phase()).as(what).isEqualTo("testing");
        assertThat(consensus.iteration()).as(what).isEqualTo(2);
        assertThat(consensus.blockers()).as(what).doesNotHaveDuplicates().hasSize(2);
        assertThat(consensus.inboxOf("qa")).as(what).hasSize(1);
        hasOneLineOfHistory(what);
    }

    /**
     * A line that a kill has cut off is passed over by whoever reads the history. Where there is no room there may be no
     * line, and after a run that was aborted another deploys.
     */
    private void hasOneLineOfHistory(String what) {
        int most = Math.max(1, consensus.names("artifacts/deployments").size());
        assertThat(consensus.text("status_history.jsonl").lines().filter(line -> line.endsWith("}")))
                .as(what)
                .hasSizeBetween(diskFails ? 0 : 1, diskFails ? most : 1);
    }

    private void isDoneOrUndone(String what, int agents) {
        List<String> all = effects.all();
        List<String> deployed = all.stream().filter(UNDOABLE::contains).toList();
        List<String> undone =
                all.stream().filter(each -> each.startsWith("undo ")).toList();
        assertThat(deployed).as(what).doesNotHaveDuplicates().isEqualTo(UNDOABLE.subList(0, deployed.size()));
        assertThat(undone).as(what).doesNotHaveDuplicates();
        assertThat(all.stream()
                        .filter(each -> each.equals("look") || each.equals("dump"))
                        .toList())
                .as(what)
                .hasSizeLessThanOrEqualTo(2 * agents);
        if (course == UndisturbedRun.BEYOND_RETURN) {
            assertThat(undone).as("undone although it is irreversible, " + what).isEmpty();
        }
        if (course != UndisturbedRun.SUCCESS && course != UndisturbedRun.WORSE) {
            assertThat(deployed).as("a step after a failed one, " + what).doesNotContain("three");
        }
        switch (result()) {
            case "success" -> {
                assertThat(course).as("worse than before, " + what).isNotEqualTo(UndisturbedRun.WORSE);
                assertThat(deployed).as(what).isEqualTo(UNDOABLE);
                assertThat(undone).as(what).isEmpty();
                assertThat(consensus.phase()).as(what).isEqualTo("done");
                assertThat(consensus.approvals()).as(what).containsOnlyOnce("devops");
            }
            case "rolled_back" -> {
                // A compensation tolerates a step that did nothing.
                assertThat(undone)
                        .as(what)
                        .containsAll(deployed.stream().map("undo "::concat).toList());
                assertThat(consensus.phase()).as(what).isEqualTo("deployment");
                assertThat(consensus.blockers()).as(what).hasSize(1);
            }
            case "rollback_failed" -> {
                assertThat(consensus.phase()).as(what).isEqualTo("blocked");
                assertThat(consensus.blockers()).as(what).hasSize(1);
                assertThat(course.result().equals("rollback_failed") || diskFails || inDoubt())
                        .as(what)
                        .isTrue();
            }
            case "aborted" -> {
                assertThat(course == UndisturbedRun.ABORTED || diskFails)
                        .as(what)
                        .isTrue();
                if (!diskFails) {
                    assertThat(consensus.blockers()).as(what).hasSize(1);
                    assertThat(consensus.inboxOf("tech_lead")).as(what).hasSize(1);
                    assertThat(consensus.names("artifacts/deployments"))
                            .as(what)
                            .hasSize(1);
                }
                assertThat(all).as(what).doesNotContainAnyElementsOf(UNDOABLE);
                assertThat(consensus.phase()).as(what).isEqualTo("deployment");
            }
            default -> assertThat(result()).as(what).isIn("success", "rolled_back", "rollback_failed");
        }
        hasOneLineOfHistory(what);
    }

    private boolean inDoubt() {
        return !consensus.deployment().path("rollback").path("in_doubt").isEmpty();
    }

    /** An output file that was just made when the agent was stopped stays ours: no other needs to write it. */
    private void isAllAnothers(String what) {
        try (Stream<Path> files = Files.walk(consensus.path())) {
            assertThat(files.filter(file -> !file.toString().endsWith(".log")))
                    .allSatisfy(file -> assertThat(Files.getAttribute(file, "unix:uid"))
                            .as(file + ", " + what)
                            .isEqualTo(AnotherUser.ID));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** No temporary file, no scratch file, no journal that is not closed; and the lock is free. */
    public void isTidy(String what) {
        try (Stream<Path> files = Files.walk(directory)) {
            assertThat(files.map(file -> String.valueOf(file.getFileName())))
                    .as(what)
                    .noneMatch(name -> name.startsWith(".devops-tmp-")
                            || name.endsWith(".sh")
                            || name.endsWith(".exit")
                            || name.equals("reserve")
                            || name.equals("lock-owner"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertThat(consensus.has(".devops/journal")).as(what).isFalse();
        assertThat(DevOpsAgent.inspect(consensus.path())).as(what).isEmpty();
    }
}
