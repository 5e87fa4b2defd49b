package io.github.devopsagent.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A consensus directory, a directory in which steps work, and the program, called in this process or in another one. */
record Epic(Path root) {

    private static final String STATUS = """
            {"epic_id": "EP-CLI-001", "tier": "standard", "phase": "deployment", "mode": "full", "iteration": 1,
              "approvals": [%s], "blockers": [], "updated_at": "2026-01-02T09:30:00Z", "updated_by": "qa"}
            """;
    private static final String APPROVED = "\"tech_lead\", \"developer\", \"qa\"";
    private static final String TEST_RESULTS = """
            {"epic_id": "EP-CLI-001", "scenarios": [
              {"id": "TS-1", "type": "e2e", "description": "it works", "status": "pass", "evidence": "seen"}]}
            """;
    private static final String LIVE = step("publish", "touch live", "rm -f live");
    private static final long PATIENCE_MINUTES = 10;

    /** One that is ready to be deployed, and is. */
    static Epic ready(Path root) {
        return of(root, APPROVED, LIVE);
    }

    /** One that qa has not approved. */
    static Epic vetoed(Path root) {
        return of(root, "\"tech_lead\"", LIVE);
    }

    /** One whose second step fails. */
    static Epic failing(Path root) {
        return of(root, APPROVED, LIVE + ", " + step("start", "echo no such table >&2; exit 3", "true"));
    }

    /** One whose step says that it has begun, and waits until it is let go on. */
    static Epic waiting(Path root) {
        return of(root, APPROVED, step("wait", "touch begun; until [ -e go ]; do sleep 0.05; done", "touch undone"));
    }

    static Epic of(Path root, String approvals, String steps) {
        Epic epic = new Epic(root);
        epic.write("consensus/status.json", STATUS.formatted(approvals));
        epic.write("consensus/artifacts/test_results.json", TEST_RESULTS);
        epic.plan("\"deployment_steps\": [" + steps + "], \"health_checks\": [{\"name\": \"up\", \"run\": \"true\"}]");
        epic.write("work/.keep", "");
        return epic;
    }

    static String step(String name, String command, String rollback) {
        return "{\"name\": \"" + name + "\", \"run\": \"" + command + "\", \"rollback\": {\"run\": \"" + rollback
                + "\"}}";
    }

    void plan(String fields) {
        write(
                "consensus/artifacts/plan.json",
                "{\"epic_id\": \"EP-CLI-001\", \"monitoring\": {\"duration\": \"0s\"}, " + fields + "}");
    }

    Path consensus() {
        return root.resolve("consensus");
    }

    Path work() {
        return root.resolve("work");
    }

    Path write(String file, String text) {
        try {
            Files.createDirectories(root.resolve(file).getParent());
            return Files.writeString(root.resolve(file), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String read(String file) {
        try {
            return Files.readString(root.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the program came to. */
    record Result(int code, String out, String err) {

        @Override
        public String toString() {
            return "exit code " + code + "\n--- out\n" + out + "--- err\n" + err;
        }
    }

    /** The sub-command and its arguments, for this epic. */
    List<String> arguments(String command, String... further) {
        List<String> arguments = new ArrayList<>(List.of(command, "--consensus=" + consensus()));
        if (List.of("preview", "run", "rollback").contains(command)) {
            arguments.add("--working-directory=" + work());
        }
        arguments.addAll(List.of(further));
        return arguments;
    }

    /** Calls the program in this process, without a terminal. */
    Result call(String command, String... further) {
        return call(Map.of(), null, command, further);
    }

    /** Calls the program in this process, with what a person answers at a terminal without colours. */
    Result answering(String answer, String command, String... further) {
        return call(Map.of(), answer, command, further);
    }

    Result call(
            Map<String, String> environment,
            @org.jspecify.annotations.Nullable String answer,
            String command,
            String... further) {
        return execute(environment, answer, arguments(command, further).toArray(String[]::new));
    }

    /** Calls the program in this process with just these arguments. */
    static Result execute(
            Map<String, String> environment, @org.jspecify.annotations.Nullable String answer, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Streams streams = new Streams(
                new ByteArrayInputStream((answer == null ? "" : answer).getBytes(UTF_8)),
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8),
                answer != null,
                false,
                false,
                environment);
        int code = new Program(streams).execute(arguments);
        return new Result(code, out.toString(UTF_8), err.toString(UTF_8));
    }

    /** The command that starts the program in a process of its own, with the class path of this one. */
    List<String> command(String command, String... further) {
        List<String> all = new ArrayList<>(java("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        all.addAll(arguments(command, further));
        return all;
    }

    static List<String> java(String... further) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC"));
        command.addAll(List.of(further));
        return command;
    }

    /** Begins a run in a process of its own, and kills that in the midst of its step. */
    Epic killed() throws IOException, InterruptedException {
        return killed("run");
    }

    /** Begins a sub-command in a process of its own, and kills that in the midst of its step. */
    Epic killed(String command, String... further) throws IOException, InterruptedException {
        Process agent = new ProcessBuilder(command(command, further))
                .redirectErrorStream(true)
                .redirectOutput(root.resolve("agent.log").toFile())
                .start();
        await(() -> Files.exists(work().resolve("begun")));
        agent.destroyForcibly();
        awaitEnd(agent);
        return this;
    }

    static void awaitEnd(Process process) throws InterruptedException {
        assertThat(process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)).isTrue();
    }

    static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(PATIENCE_MINUTES);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - end).as("waited in vain").isNegative();
            LockSupport.parkNanos(5_000_000);
        }
    }
}
