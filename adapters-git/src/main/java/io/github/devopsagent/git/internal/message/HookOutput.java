package io.github.devopsagent.git.internal.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.devopsagent.executor.StepOutput;
import java.io.OutputStream;
import java.io.PrintStream;
import org.eclipse.jgit.api.errors.AbortedByHookException;

/** What hooks print becomes what the step prints. */
public final class HookOutput {

    private final StepOutput output;
    private final PrintStream stream;

    public HookOutput(StepOutput output) {
        this.output = output;
        this.stream = new PrintStream(new ToStep(output), true, UTF_8);
    }

    public PrintStream stream() {
        return stream;
    }

    public void line(String text) {
        output.line(text);
    }

    public static GitRefusal refusal(AbortedByHookException e) {
        String said = String.valueOf(e.getHookStdErr()).strip();
        return new GitRefusal("The hook " + e.getHookName() + " of the repository refused with exit code "
                + e.getReturnCode() + (said.isEmpty() ? "." : ": " + said + "."));
    }

    private static final class ToStep extends OutputStream {

        private final StepOutput output;

        ToStep(StepOutput output) {
            this.output = output;
        }

        @Override
        public void write(int value) {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            output.write(bytes, offset, length);
        }
    }
}
