package io.github.devopsagent;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Another user of this machine, played by root; where a test is not root, or has not the tool, it is not run. */
public final class AnotherUser {

    public static final int ID = 61234;

    private AnotherUser() {}

    /** Gives a directory to him, with all that is in it. */
    public static void owns(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path each : all.toList()) {
                give(each, ID);
            }
        }
    }

    public static void give(Path path, int user) throws IOException {
        try {
            Files.setAttribute(path, "unix:uid", user);
            Files.setAttribute(path, "unix:gid", user);
        } catch (FileSystemException e) {
            assumeTrue(false, "this user may not give a file away: " + e);
        }
    }

    /**
     * Runs an agent as him, or its preview. He may look at everything, so that he finds the class path, and change only
     * what is his.
     *
     * @param verb {@code run} or {@code preview}
     * @return what it told, its exceptions as well
     */
    public static String told(ConsensusDirectory consensus, String verb) throws IOException, InterruptedException {
        // Whether he may use a file is asked without that right, and the directories of tests are closed to others.
        Files.setAttribute(consensus.path().resolve(".."), "unix:mode", 0755);
        List<String> command = new ArrayList<>(List.of(
                "setpriv",
                "--reuid=" + ID,
                "--regid=" + ID,
                "--clear-groups",
                "--inh-caps=+dac_read_search",
                "--ambient-caps=+dac_read_search",
                "--bounding-set=-all,+dac_read_search"));
        ProcessBuilder java = JavaProcess.of(AnotherUser.class, consensus.path().toString(), verb);
        command.addAll(java.command());
        Process process;
        try {
            process = java.command(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            assumeTrue(false, "nobody else can be played here: " + e);
            throw e;
        }
        process.getOutputStream().close();
        String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(10, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IllegalStateException("it did not end: " + told);
        }
        assumeTrue(!told.startsWith("setpriv:"), "nobody else can be played here: " + told);
        return told;
    }

    /** The other process. */
    public static void main(String[] arguments) {
        DevOpsAgent agent = new ConsensusDirectory(Path.of(arguments[0]))
                .agent(ScriptedShell.aShell())
                .build();
        try {
            System.out.println(arguments[1].equals("run") ? agent.run() : agent.preview());
        } catch (DevOpsAgentException e) {
            System.out.println("EXCEPTION " + e.getMessage());
        }
    }
}
