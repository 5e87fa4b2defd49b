package io.github.devopsagent.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.DevOpsAgent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** A consensus directory and a working directory, and agents of processes whose whole environment is given. */
record DeploymentSite(Path root) {

    static DeploymentSite of(Path root, String plan) throws IOException {
        DeploymentSite site = new DeploymentSite(root);
        Files.createDirectories(site.work());
        Files.createDirectories(site.consensus().resolve("artifacts"));
        KillScenario scenario = new KillScenario(KillScenario.Kind.NOTHING_FAILS, "", java.util.Set.of());
        Files.writeString(site.consensus().resolve("status.json"), scenario.status());
        Files.writeString(site.consensus().resolve("artifacts/test_results.json"), KillScenario.TEST_RESULTS);
        Files.writeString(
                site.consensus().resolve("artifacts/plan.json"),
                "{\"epic_id\": \"EP-KILL-001\", \"health_checks\": [{\"run\": \"true\"}],\n" + plan + "}");
        return site;
    }

    Path consensus() {
        return root.resolve("consensus");
    }

    Path work() {
        return root.resolve("work");
    }

    /** A command of this name in a directory of its own, which writes into the working directory what it was given. */
    Path tool(String directory, String name, String text) throws IOException {
        Path tools = Files.createDirectories(root.resolve(directory));
        Path tool = tools.resolve(name);
        Files.writeString(tool, "#!/bin/sh\necho \"" + text + "\" >>" + work() + "/effects\n");
        assertThat(tool.toFile().setExecutable(true)).isTrue();
        return tools;
    }

    List<String> effects() throws IOException {
        Path file = work().resolve("effects");
        return Files.exists(file) ? Files.readString(file).lines().toList() : List.of();
    }

    /** Runs an agent to its end, and tells all that it printed. */
    String run(Map<String, String> environment, String... options) throws Exception {
        Path log = Files.createTempFile(root, "agent", ".log");
        Process agent = start(environment, log, options);
        KillableRun.awaitEnd(agent);
        return Files.readString(log, UTF_8);
    }

    /** Kills an agent when a file is in the working directory. */
    void runAndKill(String when, Map<String, String> environment, String... options) throws Exception {
        Path log = Files.createTempFile(root, "agent", ".log");
        Process agent = start(environment, log, options);
        while (Files.notExists(work().resolve(when))) {
            assertThat(agent.isAlive()).as(() -> text(log)).isTrue();
            LockSupport.parkNanos(5_000_000);
        }
        agent.destroyForcibly();
        KillableRun.awaitEnd(agent);
        assertThat(DevOpsAgent.inspect(consensus())).isPresent();
    }

    private Process start(Map<String, String> environment, Path log, String... options) throws IOException {
        List<String> command = new ArrayList<>(
                JavaCommand.of(ConfiguredAgent.class, consensus().toString()));
        command.addAll(List.of(options));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder.start();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, UTF_8);
        } catch (IOException e) {
            return e.toString();
        }
    }

    byte[] journal() throws IOException {
        return Files.readAllBytes(consensus().resolve(".devops/journal"));
    }

    /** Whoever looks takes the lock. */
    SortedMap<String, String> writtenButTheLock() throws IOException {
        SortedMap<String, String> written = written();
        written.keySet().removeIf(file -> file.startsWith(".devops/lock"));
        return written;
    }

    /** All that is on the disk of the consensus directory, by file, byte for byte as a string. */
    SortedMap<String, String> written() throws IOException {
        SortedMap<String, String> written = new TreeMap<>();
        try (Stream<Path> files = Files.walk(consensus())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                written.put(
                        consensus().relativize(file).toString(), HexFormat.of().formatHex(Files.readAllBytes(file)));
            }
        }
        return written;
    }
}
