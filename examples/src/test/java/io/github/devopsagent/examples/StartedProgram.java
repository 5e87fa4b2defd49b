package io.github.devopsagent.examples;

import io.github.devopsagent.DevOpsAgent;
import io.github.devopsagent.Outcome;
import io.github.devopsagent.Preview;
import io.github.devopsagent.executor.StepExecutor;
import io.github.devopsagent.shell.ShellExecutors;
import io.vavr.control.Either;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import org.apache.hc.core5.http.HttpHost;
import org.slf4j.Logger;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.JsonNode;

/**
 * Programs that are started for a single call: a deployment or a preview of one step, and a bare {@link ProcessBuilder} that
 * starts what that step does. They have on their class path what a host has at least, all of it in jars.
 */
final class StartedProgram {

    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private final String classPath;

    private StartedProgram(String classPath) {
        this.classPath = classPath;
    }

    /**
     * The programs.
     *
     * @param directory where jars are made of what is none
     */
    static StartedProgram in(Path directory) throws IOException, URISyntaxException {
        List<String> jars = new ArrayList<>();
        for (Class<?> each : List.of(
                StartedProgram.class,
                DevOpsAgent.class,
                StepExecutor.class,
                ShellExecutors.class,
                HttpHost.class,
                Either.class,
                JsonNode.class,
                JsonParser.class,
                Logger.class)) {
            Path place = Path.of(
                    each.getProtectionDomain().getCodeSource().getLocation().toURI());
            jars.add((Files.isDirectory(place) ? jar(place, directory.resolve(jars.size() + ".jar")) : place)
                    .toString());
        }
        return new StartedProgram(String.join(File.pathSeparator, jars));
    }

    private static Path jar(Path classes, Path jar) {
        ToolProvider.findFirst("jar")
                .orElseThrow()
                .run(System.out, System.err, "-c0Mf", jar.toString(), "-C", classes.toString(), ".");
        return jar;
    }

    /** A consensus directory with a plan of one step, below a directory that is made. */
    static Path site(Path directory) throws IOException {
        return DeploymentSite.of(
                        directory,
                        "\"deployment_steps\": [ {\"name\": \"step\", \"run\": \"true\"} ],"
                                + " \"rollback_plan\": {\"run\": \"true\"},"
                                + " \"monitoring\": {\"duration\": \"1ms\", \"period\": \"1ms\"}")
                .consensus();
    }

    /**
     * Starts a program, and waits for its end.
     *
     * @param program one of the classes below
     * @param consensus what it works on
     * @param log what it prints
     * @param options of the JVM
     */
    void run(Class<?> program, Path consensus, Path log, List<String> options)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(JAVA));
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, program.getName(), consensus.toString()));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        KillableRun.awaitEnd(process);
        if (process.exitValue() != 0) {
            throw new IllegalStateException(program.getSimpleName() + " failed: " + Files.readString(log));
        }
    }

    static final class Deploying {

        private Deploying() {}

        public static void main(String[] arguments) {
            Outcome outcome =
                    DevOpsAgent.builder().consensus(Path.of(arguments[0])).run();
            if (!outcome.isDeployed()) {
                throw new IllegalStateException(outcome.toString());
            }
        }
    }

    static final class Previewing {

        private Previewing() {}

        public static void main(String[] arguments) {
            Preview preview =
                    DevOpsAgent.builder().consensus(Path.of(arguments[0])).preview();
            if (!preview.wouldDeploy()) {
                throw new IllegalStateException(preview.toString());
            }
        }
    }

    static final class Bare {

        private Bare() {}

        public static void main(String[] arguments) throws IOException, InterruptedException {
            Process process = new ProcessBuilder("/bin/sh", "-c", "true")
                    .directory(new File(arguments[0]))
                    .redirectErrorStream(true)
                    .redirectInput(Redirect.from(new File("/dev/null")))
                    .start();
            byte[] buffer = new byte[8192];
            while (process.getInputStream().read(buffer) >= 0) {}
            if (process.waitFor() != 0) {
                throw new IllegalStateException("it failed");
            }
        }
    }
}
