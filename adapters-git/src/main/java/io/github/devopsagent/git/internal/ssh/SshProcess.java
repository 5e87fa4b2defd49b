package io.github.devopsagent.git.internal.ssh;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.devopsagent.git.internal.process.ProcessTree;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program that speaks SSH, whose complaints are kept. */
final class SshProcess extends Process {

    /** What ends with its connection ends soon after. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** So that one that has failed can say why, before it is ended. */
    private static final Duration LAST_WORDS = Duration.ofMillis(500);

    private static final int KEPT = 16 << 10;

    /** The exit codes with which ssh, and a shell that does not find it, say that nothing was reached. */
    private static final List<Integer> UNREACHED = List.of(255, 126, 127);

    private final Process process;
    private final ByteArrayOutputStream complaints = new ByteArrayOutputStream();
    private final InputStream errors;
    private volatile boolean ended;

    SshProcess(Process process) {
        this.process = process;
        this.errors = new KeptErrors(process.getErrorStream());
    }

    boolean hasFailed() {
        return !ended && exited() && UNREACHED.contains(process.exitValue());
    }

    private boolean exited() {
        return exited(PATIENCE);
    }

    private boolean exited(Duration patience) {
        try {
            return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    String said() {
        synchronized (complaints) {
            return complaints.toString(UTF_8);
        }
    }

    @Override
    public OutputStream getOutputStream() {
        return process.getOutputStream();
    }

    @Override
    public InputStream getInputStream() {
        return process.getInputStream();
    }

    @Override
    public InputStream getErrorStream() {
        return errors;
    }

    @Override
    public int waitFor() throws InterruptedException {
        return process.waitFor();
    }

    @Override
    public boolean waitFor(long timeout, TimeUnit unit) throws InterruptedException {
        return process.waitFor(timeout, unit);
    }

    /** JGit asks as soon as nothing more comes, which may be before it has ended. */
    @Override
    public int exitValue() {
        exited();
        return process.exitValue();
    }

    @Override
    public void destroy() {
        if (!exited(LAST_WORDS)) {
            ended = true;
            ProcessTree.end(List.of(process.toHandle()));
        }
    }

    private final class KeptErrors extends FilterInputStream {

        KeptErrors(InputStream from) {
            super(from);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int count = super.read(bytes, offset, length);
            synchronized (complaints) {
                if (count > 0 && complaints.size() < KEPT) {
                    complaints.write(bytes, offset, count);
                }
            }
            return count;
        }
    }
}
