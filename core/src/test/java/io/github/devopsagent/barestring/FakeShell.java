package io.github.devopsagent.barestring;

import io.github.devopsagent.executor.StepFinding;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** A shell of a well-equipped machine, as far as it is asked: does the line parse, and does its first word resolve? */
final class FakeShell {

    /** Not a few of these are English words as well. */
    private static final Set<String> COMMANDS = Set.of(
            "aws",
            "cd",
            "cp",
            "curl",
            "docker",
            "echo",
            "find",
            "git",
            "helm",
            "install",
            "java",
            "kill",
            "kubectl",
            "make",
            "mv",
            "npm",
            "patch",
            "pg_dump",
            "psql",
            "rsync",
            "scp",
            "split",
            "ssh",
            "sudo",
            "systemctl",
            "terraform",
            "test",
            "time",
            "touch",
            "true",
            "watch",
            "who",
            "yes");

    private static final Set<String> RESERVED = Set.of("if", "for", "while", "case", "{", "!", "[");

    private FakeShell() {}

    static Optional<StepFinding> check(String line) {
        if (line.chars().filter(each -> each == '\'').count() % 2 != 0) {
            return Optional.of(StepFinding.cannotRun("unterminated quoted string"));
        }
        String first = Arrays.stream(line.strip().split("\\s+"))
                .filter(word -> !word.matches("[A-Za-z_]\\w*=.*"))
                .findFirst()
                .orElse("true");
        if (first.startsWith("(")
                || RESERVED.contains(first)
                || COMMANDS.contains(first)
                || first.startsWith("/usr/")) {
            return Optional.empty();
        }
        return Optional.of(
                first.startsWith("./") || first.endsWith(".sh")
                        ? StepFinding.missingNow(first + ": not there yet")
                        : StepFinding.notInstalled(first + ": not found", Optional.empty()));
    }
}
