package io.github.devopsagent.git.internal.process;

import io.github.devopsagent.executor.Attempt;
import io.github.devopsagent.executor.ExecutionContext;
import io.github.devopsagent.git.internal.message.GitRefusal;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.eclipse.jgit.hooks.PrePushHook;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.FS_POSIX;
import org.eclipse.jgit.util.ProcessResult;
import org.eclipse.jgit.util.TemporaryBuffer;

/**
 * JGit's view of the machine, in which hooks and filters have the environment of the step that they belong to, and end
 * with it when it is interrupted.
 */
public final class StepFileSystem extends FS_POSIX {

    /** JGit's own limit of what a filter says of its failure. */
    private static final int LONGEST_ERROR = 1 << 20;

    private static final int FIRST_OF_ERROR = 1 << 10;

    private final Optional<ExecutionContext> context;

    private final Queue<TemporaryBuffer> outputs;

    private volatile SendingGuard sending = () -> {};

    private StepFileSystem(FS other, Optional<ExecutionContext> context, Queue<TemporaryBuffer> outputs) {
        super(other);
        this.context = context;
        this.outputs = outputs;
    }

    /** Where JGit starts processes in another way, they have the environment of this one. */
    public static FS of(ExecutionContext context) {
        return of(Optional.of(context));
    }

    /** Of no step. */
    public static FS ofNoStep() {
        return of(Optional.empty());
    }

    private static FS of(Optional<ExecutionContext> context) {
        if (FS.DETECTED.getClass() != FS_POSIX.class) {
            return FS.DETECTED;
        }
        FS machine = new StepFileSystem(FS.DETECTED, context, new ConcurrentLinkedQueue<>());
        Optional.ofNullable(environment(machine).get("HOME"))
                .filter(home -> !home.isEmpty())
                .ifPresent(home -> machine.setUserHome(new File(home)));
        return machine;
    }

    /** Deletes the files in which JGit keeps what filters have printed, and which it leaves where a filter has written a file or failed. */
    public static void discardOutputs(FS machine) {
        if (machine instanceof StepFileSystem step) {
            step.outputs.forEach(TemporaryBuffer::destroy);
            step.outputs.clear();
        }
    }

    /** What hooks have. */
    public static Map<String, String> environment(FS machine) {
        Map<String, String> environment = new HashMap<>(System.getenv());
        if (machine instanceof StepFileSystem step) {
            step.context.ifPresent(context -> context.applyTo(environment));
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
    public ExecutionResult execute(ProcessBuilder builder, InputStream input) throws IOException, InterruptedException {
        try (TemporaryBuffer output = new TemporaryBuffer.LocalFile(null);
                TemporaryBuffer error = new TemporaryBuffer.Heap(FIRST_OF_ERROR, LONGEST_ERROR)) {
            outputs.add(output);
            int code = run(builder, output, error, input, StepProcess.FILTER);
            return new ExecutionResult(output, error, code);
        }
    }

    @Override
    public int runProcess(ProcessBuilder builder, OutputStream out, OutputStream err, InputStream input)
            throws IOException, InterruptedException {
        return run(builder, out, err, input, StepProcess.HOOK);
    }

    private int run(ProcessBuilder builder, OutputStream out, OutputStream err, InputStream input, Duration patience)
            throws IOException, InterruptedException {
        try {
            return new StepProcess(builder, out, err, input, patience).run();
        } catch (InterruptedException e) {
            // What has left the tree still has the key. One that is inherited is that of another attempt.
            context.map(step -> step.variables().get(Attempt.VARIABLE)).ifPresent(AttemptProcesses::end);
            throw e;
        }
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
        return new StepFileSystem(this, context, outputs);
    }

    @Override
    public ProcessBuilder runInShell(String command, String[] arguments) {
        ProcessBuilder process = super.runInShell(command, arguments);
        InheritedEnvironment.leaveRepository(process.environment());
        context.ifPresent(step -> step.applyTo(process.environment()));
        return process;
    }
}
