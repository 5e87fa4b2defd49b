package io.github.devopsagent.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.testkit.ConsensusBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An epic on a volume, and the worker processes that bring it to production, one after another. */
final class EpicOfWorkers implements AutoCloseable {

    /** Each step tells a ledger that it was there; {@code deploy} waits for as long as there is a file {@code wait}. */
    static final String PLAN = """
            {"epic_id": "EP-1",
             "backup": [{"name": "dump", "run": "echo dump >>ledger"}],
             "deployment_steps": [{"name": "deploy",
               "run": "echo deploy >>ledger; while [ -e wait ]; do sleep 0.05; done",
               "rollback": {"run": "echo undo >>ledger"}}],
             "health_checks": [{"name": "up", "run": "true"}]}
            """;

    private static final List<String> JAVA = List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xmx64m");

    private static final long PATIENCE = TimeUnit.MINUTES.toNanos(5);

    /** Whoever is asked costs the server a process. */
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(50);

    private final TestDatabase database;
    private final Path directory;
    private final Path consensus;
    private final List<Process> processes = new ArrayList<>();

    EpicOfWorkers(TestDatabase database, Path directory) {
        this(database, directory, ConsensusBuilder.ofPlan(PLAN));
    }

    EpicOfWorkers(TestDatabase database, Path directory, ConsensusBuilder consensus) {
        this.database = database;
        this.directory = directory;
        this.consensus = consensus.in(directory);
    }

    Path consensus() {
        return consensus;
    }

    /** Starts a worker with a lease of so many seconds, by another command such as one that makes a container. */
    Process start(List<String> by, int lease, String... more) throws IOException {
        return start(by, List.of(), lease, more);
    }

    /** Starts one whose JVM has options. */
    Process start(List<String> by, List<String> options, int lease, String... more) throws IOException {
        List<String> command = new ArrayList<>(by);
        command.addAll(JAVA);
        command.addAll(options);
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                ClusterWorker.class.getName(),
                Integer.toString(database.server().port()),
                database.schema(),
                Integer.toString(lease)));
        command.addAll(List.of(more));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log(processes.size()).toFile())
                .start();
        processes.add(process);
        return process;
    }

    private Path log(int process) {
        return directory.resolve("worker-" + process + ".log");
    }

    /** What a worker has printed. */
    String printed(Process process) {
        return text(log(processes.indexOf(process)));
    }

    /** The kind of a worker's outcome; empty if it came to none. */
    Optional<String> outcome(Process process) {
        return printed(process)
                .lines()
                .filter(line -> line.startsWith(ClusterWorker.OUTCOME))
                .map(line -> line.substring(ClusterWorker.OUTCOME.length()))
                .findFirst();
    }

    /** Waits for as long as a process still prints now and then: a busy machine takes long for many epics. */
    void awaitEnd(Process process) throws InterruptedException {
        String before = "";
        boolean isEnded = false;
        boolean isAtWork = true;
        while (!isEnded && isAtWork) {
            isEnded = process.waitFor(PATIENCE, TimeUnit.NANOSECONDS);
            isAtWork = !printed(process).equals(before);
            before = printed(process);
        }
        assertThat(isEnded).as(() -> "it ends; it printed " + printed(process)).isTrue();
    }

    /** Waits until a process stands still, or has ended. */
    void awaitStop(Process process) {
        await("the worker stops: " + process, () -> !process.isAlive() || isStopped(process));
    }

    private static boolean isStopped(Process process) {
        return text(Path.of("/proc", Long.toString(process.pid()), "stat")).matches("(?s).*\\) T .*");
    }

    static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - end).as(what).isNegative();
            LockSupport.parkNanos(PAUSE);
        }
    }

    static void signal(String name, Process process) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    /** What the steps have done so far, in order, without the backup. */
    List<String> ledger() {
        return text(directory.resolve("ledger"))
                .lines()
                .filter(line -> !line.equals("dump"))
                .toList();
    }

    /** Lets the deploy step wait until this is called with false. */
    void holdDeployStep(boolean isHeld) throws IOException {
        if (isHeld) {
            Files.writeString(directory.resolve("wait"), "");
        } else {
            Files.deleteIfExists(directory.resolve("wait"));
        }
    }

    /** The scripts of steps of which no record tells that they were to begin, such as one that was made ready. */
    Set<String> unannouncedScripts() throws Exception {
        String records = database.query("SELECT encode(content, 'escape') FROM devops_agent.record")
                .toString();
        try (Stream<Path> all = Files.walk(consensus)) {
            return all.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".sh"))
                    .filter(name -> !records.contains(name.substring(0, name.length() - ".sh".length())))
                    .collect(Collectors.toSet());
        }
    }

    /** All files but scripts, and all rows of the journals. */
    Map<String, String> seen() throws Exception {
        Map<String, String> seen = new TreeMap<>();
        try (Stream<Path> all = Files.walk(consensus)) {
            for (Path each : all.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().endsWith(".sh"))
                    .toList()) {
                seen.put(consensus.relativize(each).toString(), text(each));
            }
        }
        seen.put("ledger", ledger().toString());
        seen.put(
                "rows",
                database.query("SELECT r::text FROM devops_agent.record r ORDER BY r.run_number, r.sequence")
                        .toString());
        return seen;
    }

    /** What is not any more as it was seen. */
    List<String> changedSince(Map<String, String> before) throws Exception {
        Map<String, String> now = seen();
        return Stream.concat(before.keySet().stream(), now.keySet().stream())
                .distinct()
                .filter(each -> !Objects.equals(before.get(each), now.get(each)))
                .map(each -> each + ": " + before.get(each) + " -> " + now.get(each))
                .toList();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        holdDeployStep(false);
        processes.forEach(process -> {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        });
    }
}
