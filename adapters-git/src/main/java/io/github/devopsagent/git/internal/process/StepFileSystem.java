package io.github.devopsagent.git.internal.process;

import io.github.devopsagent.executor.ExecutionContext;
import io.github.devopsagent.git.internal.message.GitRefusal;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.jgit.hooks.PrePushHook;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.FS_POSIX;
import org.eclipse.jgit.util.ProcessResult;

/**
 * JGit's view of the machine, in which hooks and filters have the environment of the step that they belong to, and end
 * with it when it is interrupted.
 */
public final class StepFileSystem extends FS_POSIX {

    private final ExecutionContext context;

    private volatile SendingGuard sending = () -> {};

    private StepFileSystem(FS other, ExecutionContext context) {
        super(other);
        this.context = context;
    }

    /** Where JGit starts processes in another way, they have the environment of this one. */
    public static FS of(ExecutionContext context) {
        return FS.DETECTED.getClass() == FS_POSIX.class ? new StepFileSystem(FS.DETECTED, context) : FS.DETECTED;
    }

    /** What hooks have. */
    public static Map<String, String> environment(FS machine) {
        Map<String, String> environment = new HashMap<>(System.getenv());
        if (machine instanceof StepFileSystem step) {
            step.context.applyTo(environment);
        }
        return environment;
    }

    /** JGit runs the hook pre-push, which need not exist, as the last thing before it sends. */
    public void beforeSending(SendingGuard guard) {
        sending = guard;
    }

    @Override
    public ProcessResult runHookIfPresent(
            Repository repository, String hook, String[] arguments, OutputStream out, OutputStream err, String input) {
        ProcessResult result = super.runHookIfPresent(repository, hook, arguments, out, err, input);
        if (hook.equals(PrePushHook.NAME) && !result.isExecutedWithError()) {
            try {
                sending.beforeSending();
            } catch (IOException | GitRefusal e) {
                throw new NotSent(e);
            }
        }
        return result;
    }

    @Override
    public int runProcess(ProcessBuilder builder, OutputStream out, OutputStream err, InputStream input)
            throws IOException, InterruptedException {
        return new StepProcess(builder, out, err, input).run();
    }

    /** Nothing was sent, and why. */
    private static final class NotSent extends RuntimeException {

        private static final long serialVersionUID = 1L;

        NotSent(Exception cause) {
            super(cause.getMessage(), cause);
        }
    }

    @Override
    public FS newInstance() {
        return new StepFileSystem(this, context);
    }

    @Override
    public ProcessBuilder runInShell(String command, String[] arguments) {
        ProcessBuilder process = super.runInShell(command, arguments);
        InheritedEnvironment.leaveRepository(process.environment());
        context.applyTo(process.environment());
        return process;
    }
}
