package io.github.devopsagent.internal.settings;

import io.github.devopsagent.internal.disk.Digest;
import io.github.devopsagent.internal.json.StrictJson;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Has the JVM load on a thread of its own, once, what every run needs of the JDK and of Jackson, while the caller still says
 * what is wanted: where a JVM is started for one deployment, a twentieth of the time.
 *
 * <p>Nothing of SLF4J is among it, which gives substitutes to whoever logs while another thread initializes it, nor of
 * Jackson's trees, whose classes initialize each other in a circle: two threads that begin at different ends would wait for
 * each other for ever.
 */
public final class WarmUp implements Runnable {

    private static final AtomicBoolean BEGUN = new AtomicBoolean();

    private WarmUp() {}

    /** Begins, unless it has begun before. */
    public static void begin() {
        if (BEGUN.compareAndSet(false, true)) {
            Thread thread = new Thread(new WarmUp(), "devops-warm-up");
            thread.setDaemon(true);
            thread.start();
        }
    }

    @Override
    public void run() {
        try {
            StrictJson.readSmallest();
            Digest.of(new byte[0]);
            ProcessHandle.current().info();
            Instant.parse(Instant.EPOCH.toString());
        } catch (RuntimeException | LinkageError e) {
            // Whoever needs it meets it there, and says so.
        }
    }
}
