package io.github.devopsagent.internal.recovery;

import io.github.devopsagent.domain.Deployment;
import io.github.devopsagent.executor.Attempt;
import io.github.devopsagent.executor.ExecutionContext;
import io.github.devopsagent.internal.document.DeploymentIds;
import io.github.devopsagent.internal.environment.RunEnvironment;
import io.github.devopsagent.internal.files.EpicRecords;
import io.github.devopsagent.internal.journal.RunHeader;
import io.github.devopsagent.internal.lock.DirectoryLock;
import io.github.devopsagent.internal.lock.ProcessTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Work on a consensus directory that the lock does not tell of, since its file was removed: an agent that still has the
 * removed one, or a step that still runs. Of other users and other containers nothing can be seen.
 */
public final class WorkInProgress {

    private static final Path PROC = Path.of("/proc");

    private static final int LONGEST_COMMAND = 200;

    private final RunEnvironment runEnvironment;
    private final ProcessTable processes;
    private final Set<Long> ourselves = new HashSet<>();

    public WorkInProgress(RunEnvironment runEnvironment) {
        this(runEnvironment, new ProcessTable(PROC));
    }

    WorkInProgress(RunEnvironment runEnvironment, ProcessTable processes) {
        this.runEnvironment = runEnvironment;
        this.processes = processes;
        Optional<ProcessHandle> process = Optional.of(ProcessHandle.current());
        while (process.isPresent()) {
            ourselves.add(process.get().pid());
            process = process.get().parent();
        }
    }

    /**
     * Looks for it. The lock is held meanwhile, so that no other agent begins.
     *
     * @param scan what the journal tells of an unfinished run
     * @return who works here and what to do about it, for people
     */
    public Optional<String> find(UnfinishedRunScan scan) {
        Optional<String> agent = agentWithoutLock();
        return agent.isPresent() ? agent : step(scan);
    }

    /** An agent that still has this directory's lock file, which was removed, for people. */
    public Optional<String> agentWithoutLock() {
        return agentWithoutLock(lock());
    }

    /**
     * Looks for an agent that still has a lock file open which was removed.
     *
     * @param lock where it was, as a real path
     * @return who it is, for people
     */
    public Optional<String> agentWithoutLock(Path lock) {
        for (ProcessTable.ProcessEntry process : processes.lockingRemoved(lock)) {
            if (process.pid() != ProcessHandle.current().pid()) {
                return Optional.of("process " + process.pid() + " (" + command(process)
                        + ") holds the lock file that was removed meanwhile, and takes the lock again at once");
            }
        }
        return Optional.empty();
    }

    private Path lock() {
        Path directory = runEnvironment.files().directory();
        return real(directory).orElse(directory).resolve(DirectoryLock.LOCK);
    }

    private static Optional<RunHeader> opening(UnfinishedRunScan scan) {
        if (scan instanceof UnfinishedRunScan.Broken broken) {
            return broken.opening();
        }
        return scan instanceof UnfinishedRunScan.OpenDeployment deployment
                ? Optional.of(deployment.header())
                : Optional.empty();
    }

    /**
     * What still runs of a run that is not gone on with. It is told, and left alone.
     *
     * @param scan what the journal tells of it; where that names no run, all runs that have not ended are meant
     * @return a sentence for people; empty if nothing is seen
     */
    public Optional<String> leftOf(UnfinishedRunScan scan) {
        Optional<String> known = opening(scan).map(RunHeader::run);
        List<ProcessTable.ProcessEntry> left = steps().stream()
                .filter(process -> known.map(run(process)::equals).orElseGet(() -> !isOfEndedRun(run(process))))
                .toList();
        return left.isEmpty()
                ? Optional.empty()
                : Optional.of("on this machine there still run processes that "
                        + joined(left.stream().map(WorkInProgress::run)) + " started: "
                        + joined(left.stream().map(process -> Long.toString(process.pid())))
                        + "; they were left alone, and a daemon among them may be meant to run");
    }

    private static String joined(Stream<String> texts) {
        return texts.distinct().collect(Collectors.joining(", "));
    }

    private List<ProcessTable.ProcessEntry> steps() {
        Path here = runEnvironment.settings().consensus();
        List<ProcessTable.ProcessEntry> steps = new ArrayList<>();
        for (ProcessTable.ProcessEntry process : processes.startedWith(Attempt.VARIABLE)) {
            if (!ourselves.contains(process.pid()) && names(process, here)) {
                steps.add(process);
            }
        }
        return steps;
    }

    /**
     * A step that still runs, of no run that is gone on with.
     *
     * @param scan what the journal tells of an unfinished run
     * @return what runs and what to do about it, for people
     */
    public Optional<String> step(UnfinishedRunScan scan) {
        // Nothing is begun beside a run that cannot be read, so that its steps are in nobody's way.
        if (scan instanceof UnfinishedRunScan.Broken) {
            return Optional.empty();
        }
        Optional<RunHeader> opening = opening(scan);
        for (ProcessTable.ProcessEntry process : steps()) {
            String run = run(process);
            // An agent that goes on with that run ends what is left of it.
            boolean isGoneOnWith = opening.isPresent() && opening.get().run().equals(run);
            if (!isGoneOnWith && !isOfEndedRun(run)) {
                return Optional.of(describe(process));
            }
        }
        return Optional.empty();
    }

    private static boolean names(ProcessTable.ProcessEntry process, Path here) {
        String named = process.variables().getOrDefault(ExecutionContext.CONSENSUS, "");
        try {
            if (named.isEmpty() || named.equals(here.toString())) {
                return !named.isEmpty();
            }
            Optional<Path> real = real(Path.of(named));
            return real.isPresent() && real.equals(real(here));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static Optional<Path> real(Path path) {
        try {
            return Optional.of(path.toRealPath());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static String run(ProcessTable.ProcessEntry process) {
        String key = process.variables().getOrDefault(Attempt.VARIABLE, "");
        String ofKey = key.replaceFirst("\\..*", "");
        // A step of a rollback on demand sees the id of the deployment that is undone.
        return DeploymentIds.isId(ofKey) ? ofKey : process.variables().getOrDefault("DEVOPS_DEPLOYMENT_ID", ofKey);
    }

    /** Daemons that its steps have left carry its variables for ever. */
    private boolean isOfEndedRun(String run) {
        if (!DeploymentIds.isId(run)) {
            return false;
        }
        EpicRecords records = runEnvironment.records("");
        int number = DeploymentIds.leading(run);
        return runEnvironment.files().runs().ended().contains(run)
                || records.find(run).isPresent()
                || records.latest()
                        .map(latest -> new String(latest, StandardCharsets.UTF_8))
                        .filter(latest -> latest.contains('"' + run + '"'))
                        .isPresent()
                // A later run began, which it does when those before it have ended. If it took the place of one that it
                // could not see, that one's steps cannot be told from daemons any more.
                || number < runEnvironment.files().register().read().highest();
    }

    private String describe(ProcessTable.ProcessEntry process) {
        return "process " + process.pid() + " (" + command(process) + ") of step "
                + process.variables().getOrDefault(ExecutionContext.STEP, "?") + " of deployment " + run(process)
                + " still runs, and " + Deployment.FILE + " knows of no end of that deployment; wait for it, or end it:"
                + " kill " + process.pid() + ". A service that a step starts, and that is to live on, is best started"
                + " without the variable: env -u " + Attempt.VARIABLE + " …";
    }

    private String command(ProcessTable.ProcessEntry process) {
        String command = process.command();
        return runEnvironment
                .mask()
                .text(command.length() > LONGEST_COMMAND ? command.substring(0, LONGEST_COMMAND) + "…" : command);
    }
}
