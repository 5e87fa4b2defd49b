package io.github.devopsagent.git.internal.process;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.devopsagent.executor.Attempt;
import io.github.devopsagent.executor.ExecutionContext;
import io.github.devopsagent.executor.StepRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Hooks and filters of an attempt, and what they have started: each has the attempt's key in its environment. */
public final class AttemptProcesses {

    /** Something may be started while others are ended. */
    private static final int ROUNDS = 5;

    private static final Path PROC = Path.of("/proc");

    private AttemptProcesses() {}

    /** Where an attempt's processes run: where its step does, and with its key. */
    public static ExecutionContext context(StepRequest request) {
        Map<String, String> variables = new HashMap<>(request.context().variables());
        variables.put(Attempt.VARIABLE, request.attempt().key());
        return request.context().withVariables(variables);
    }

    /**
     * Ends those that are left of an attempt. Where environments of processes cannot be read, none is found.
     *
     * @return what could not be ended; empty if nothing runs any more
     */
    public static Optional<String> end(String key) {
        List<ProcessHandle> left = of(key);
        for (int round = 0; round < ROUNDS && !left.isEmpty(); round++) {
            ProcessTree.end(left);
            left = of(key);
        }
        return left.isEmpty()
                ? Optional.empty()
                : Optional.of("hooks or filters of it run on and could not be ended: process "
                        + left.stream().map(ProcessHandle::pid).toList());
    }

    private static List<ProcessHandle> of(String key) {
        String variable = Attempt.VARIABLE + "=" + key;
        return ProcessHandle.allProcesses()
                .filter(process -> process.pid() != ProcessHandle.current().pid())
                .filter(process -> has(process, variable))
                .toList();
    }

    private static boolean has(ProcessHandle process, String variable) {
        try {
            byte[] environment = Files.readAllBytes(PROC.resolve(process.pid() + "/environ"));
            return List.of(new String(environment, ISO_8859_1).split("\0")).contains(variable);
        } catch (IOException another) {
            // It has ended, or is another user's.
            return false;
        }
    }
}
