package io.github.devopsagent.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A git repository, made by the git command line, which sees nobody's configuration. */
record CommittedDirectory(Path path) {

    static CommittedDirectory in(Path directory) throws Exception {
        CommittedDirectory made = new CommittedDirectory(directory);
        made.git("init", "-q", "-b", "main");
        return made;
    }

    /** The commit's id. */
    String commit(String text) throws Exception {
        Files.writeString(path.resolve("a.txt"), text);
        git("add", "a.txt");
        git("commit", "-q", "-m", text);
        return git("rev-parse", "HEAD");
    }

    /** What it prints; a command that fails fails the test. */
    String git(String... arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("git", "-c", "user.name=Ada", "-c", "user.email=ada@example.org"));
        command.addAll(List.of(arguments));
        ProcessBuilder git =
                new ProcessBuilder(command).directory(path.toFile()).redirectErrorStream(true);
        git.environment().put("GIT_CONFIG_GLOBAL", "/dev/null");
        git.environment().put("GIT_CONFIG_NOSYSTEM", "1");
        Process process = git.start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (process.waitFor() != 0) {
            throw new AssertionError(command + ": " + printed);
        }
        return printed;
    }
}
