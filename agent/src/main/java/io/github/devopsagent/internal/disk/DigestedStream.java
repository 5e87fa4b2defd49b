package io.github.devopsagent.internal.disk;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Passes on bytes, and hashes them: beside whoever reads them, on a thread of its own, if they are many. Closing it ends
 * the thread.
 */
public final class DigestedStream extends FilterInputStream {

    /** Fewer bytes are hashed sooner than a thread is started. */
    private static final long FEW = 1 << 20;

    private static final int BLOCKS = 4;

    private final MessageDigest digest = Digest.sha256();
    private final byte[][] blocks = new byte[BLOCKS][0];
    private final Future<?>[] hashed = new Future<?>[BLOCKS];
    private int next;
    private long count;
    private Optional<ExecutorService> thread = Optional.empty();

    public DigestedStream(InputStream in) {
        super(in);
        Arrays.fill(hashed, CompletableFuture.completedFuture(null));
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = super.read(bytes, offset, length);
        if (read > 0) {
            count += read;
            hash(bytes, offset, read);
        }
        return read;
    }

    private void hash(byte[] bytes, int offset, int length) {
        if (count <= FEW) {
            digest.update(bytes, offset, length);
            return;
        }
        if (thread.isEmpty()) {
            thread = Optional.of(Executors.newSingleThreadExecutor(DigestedStream::thread));
        }
        await(hashed[next]);
        if (blocks[next].length < length) {
            blocks[next] = new byte[length];
        }
        byte[] block = blocks[next];
        System.arraycopy(bytes, offset, block, 0, length);
        hashed[next] = thread.get().submit(() -> digest.update(block, 0, length));
        next = (next + 1) % BLOCKS;
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "devops-digest");
        thread.setDaemon(true);
        return thread;
    }

    /** Whoever interrupts wants the run to end, and not that a file is taken for another one. */
    private static void await(Future<?> hashed) {
        boolean isInterrupted = false;
        try {
            while (true) {
                try {
                    hashed.get();
                    return;
                } catch (InterruptedException e) {
                    isInterrupted = true;
                } catch (ExecutionException e) {
                    throw new IllegalStateException("cannot hash", e.getCause());
                }
            }
        } finally {
            if (isInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * The digest of what was read so far; nothing can be read afterwards.
     *
     * @return 64 digits
     */
    public String digest() {
        for (Future<?> each : hashed) {
            await(each);
        }
        return Digest.hex(digest.digest());
    }

    @Override
    public void close() throws IOException {
        if (thread.isPresent()) {
            thread.get().shutdown();
        }
        super.close();
    }
}
