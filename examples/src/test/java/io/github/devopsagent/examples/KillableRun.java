package io.github.devopsagent.examples;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.devopsagent.DevOpsAgent;
import io.github.devopsagent.UnfinishedRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A consensus directory, and the processes that work on it one after another. */
final class KillableRun {

    /** Told to each process, and by it to what it starts: two harnesses can work on one machine. */
    private static final String VARIABLE = "RANDOM_KILLS_RUN";

    private static final long DEADLINE_MINUTES = 10;

    private final Path root;
    private final KillScenario scenario;
    private final String id = UUID.randomUUID().toString();
    private int processes;

    KillableRun(Path root, KillScenario scenario) {
        this(root, scenario, scenario.plan());
    }

    KillableRun(Path root, KillScenario scenario, String plan) {
        this.root = root;
        this.scenario = scenario;
        try {
            Files.createDirectories(root.resolve("work"));
            Files.createDirectories(consensus().resolve("artifacts"));
            Files.writeString(consensus().resolve("status.json"), scenario.status());
            Files.writeString(consensus().resolve("artifacts/plan.json"), plan);
            Files.writeString(consensus().resolve("artifacts/test_results.json"), KillScenario.TEST_RESULTS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    KillScenario scenario() {
        return scenario;
    }

    Path consensus() {
        return root.resolve("consensus");
    }

    /** Starts an agent in a process of its own. */
    Process start() throws IOException {
        return start(List.of());
    }

    /** Starts an agent by another command, such as one that makes a container. */
    Process start(List<String> by) throws IOException {
        processes++;
        List<String> command = new ArrayList<>(by);
        command.addAll(JavaCommand.of(KillableAgent.class, consensus().toString()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log(processes).toFile());
        builder.environment().put(VARIABLE, id);
        return builder.start();
    }

    /** Kills what stands beside an agent: its watchdogs, and what reads for a drainer. Returns how many these were. */
    static int killHelpers(Process agent) {
        List<ProcessHandle> helpers = agent.children()
                .flatMap(child -> commandLine(child).contains("\0devops-drain\0")
                        ? child.children()
                        : Stream.of(child).filter(each -> commandLine(each).contains("\0devops-watchdog:")))
                .toList();
        helpers.forEach(ProcessHandle::destroyForcibly);
        return helpers.size();
    }

    private static String commandLine(ProcessHandle process) {
        return ofProcess(Path.of("/proc", Long.toString(process.pid()), "cmdline"));
    }

    Path work() {
        return root.resolve("work");
    }

    static void awaitEnd(Process process) throws InterruptedException {
        if (!process.waitFor(DEADLINE_MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly().waitFor();
            throw new AssertionError("it did not end within " + DEADLINE_MINUTES + " min");
        }
    }

    /** Runs an agent that nobody disturbs, and tells the kind of its outcome. */
    String runToItsEnd() throws IOException, InterruptedException {
        return runToItsEnd(List.of());
    }

    String runToItsEnd(List<String> by) throws IOException, InterruptedException {
        awaitEnd(start(by));
        return lastLog()
                .lines()
                .filter(line -> line.startsWith(KillableAgent.OUTCOME))
                .map(line -> line.substring(KillableAgent.OUTCOME.length()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("the undisturbed agent ended without an outcome"));
    }

    Optional<UnfinishedRun> unfinished() {
        return DevOpsAgent.inspect(consensus());
    }

    /** In bytes; 0 while there is none. */
    long journalLength() {
        return consensus().resolve(".devops/journal").toFile().length();
    }

    String lastLog() {
        return text(log(processes));
    }

    private Path log(int process) {
        return root.resolve("agent-" + process + ".log");
    }

    /** What the steps have done so far, in order. */
    List<String> effects() {
        return text(root.resolve("work").resolve(KillScenario.EFFECTS)).lines().toList();
    }

    String document(String name) {
        return text(consensus().resolve(name));
    }

    /** A file's text; empty if there is no such file. */
    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every file in the consensus directory, relative to it. */
    List<String> files() {
        try (Stream<Path> all = Files.walk(consensus())) {
            return all.filter(Files::isRegularFile)
                    .map(file -> consensus().relativize(file).toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The processes of steps and checks that still run, where there is a /proc to tell. */
    List<String> stepProcesses() {
        Path proc = Path.of("/proc");
        if (!Files.isDirectory(proc)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(proc)) {
            return all.filter(each -> each.getFileName().toString().matches("\\d+"))
                    .filter(each -> isOurs(ofProcess(each.resolve("environ"))))
                    .map(each -> each.getFileName() + " "
                            + ofProcess(each.resolve("cmdline")).replace('\0', ' '))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isOurs(String environment) {
        return environment.contains("DEVOPS_ATTEMPT=") && environment.contains(VARIABLE + "=" + id + "\0");
    }

    /** Empty if the process has ended, or is another user's. */
    private static String ofProcess(Path file) {
        try {
            return Files.readString(file, ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }

    /** Everything a person needs who has to find out what went wrong. */
    String describe() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("directory", root);
        facts.put("scenario", scenario);
        facts.put("processes", processes);
        facts.put("unfinished", unfinished());
        facts.put("effects", effects());
        facts.put("files", files());
        facts.put("status.json", document("status.json"));
        facts.put("deployment.json", document("artifacts/deployment.json"));
        for (int process = 1; process <= processes; process++) {
            facts.put("agent " + process, text(log(process)));
        }
        StringBuilder description = new StringBuilder();
        facts.forEach((name, fact) ->
                description.append("\n--- ").append(name).append(": ").append(fact));
        return description.toString();
    }

    void delete() {
        try (Stream<Path> all = Files.walk(root)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
