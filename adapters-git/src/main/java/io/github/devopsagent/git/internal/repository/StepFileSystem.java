package io.github.devopsagent.git.internal.repository;

import io.github.devopsagent.executor.ExecutionContext;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.FS_POSIX;

/** JGit's view of the machine, in which hooks and filters have the environment of the step that they belong to. */
final class StepFileSystem extends FS_POSIX {

    private final ExecutionContext context;

    private StepFileSystem(FS other, ExecutionContext context) {
        super(other);
        this.context = context;
    }

    /** Where JGit starts processes in another way, they have the environment of this one. */
    static FS of(ExecutionContext context) {
        return FS.DETECTED.getClass() == FS_POSIX.class ? new StepFileSystem(FS.DETECTED, context) : FS.DETECTED;
    }

    /** What hooks have. */
    static Map<String, String> environment(FS machine) {
        Map<String, String> environment = new HashMap<>(System.getenv());
        if (machine instanceof StepFileSystem step) {
            step.context.applyTo(environment);
        }
        return environment;
    }

    @Override
    public FS newInstance() {
        return new StepFileSystem(this, context);
    }

    @Override
    public ProcessBuilder runInShell(String command, String[] arguments) {
        ProcessBuilder process = super.runInShell(command, arguments);
        context.applyTo(process.environment());
        return process;
    }
}
