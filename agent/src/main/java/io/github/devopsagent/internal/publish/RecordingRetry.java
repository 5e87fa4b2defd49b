package io.github.devopsagent.internal.publish;

import io.github.devopsagent.internal.attempt.Cancellation;
import io.github.devopsagent.internal.disk.BrokenFileException;
import io.github.devopsagent.internal.settings.AgentSettings;
import java.util.function.Supplier;

/**
 * Records what a run came to, although a file may be half written, missing or not writable for a moment, as files are
 * that others write in place.
 */
public final class RecordingRetry {

    /** How often it is waited for a file to be mended: {@value}. One wait is as long as that for a faulty plan. */
    public static final int WAITS = 4;

    private RecordingRetry() {}

    /**
     * Records something, again and again while that fails.
     *
     * @param settings tell how to wait
     * @param room gives the run's reserve back, if the disk is full
     * @param recording is repeated until it works; doing it again comes to the same
     * @return what it returns
     * @throws BrokenFileException if it fails to the last
     */
    public static <T> T record(AgentSettings settings, Runnable room, Supplier<T> recording) {
        try {
            return recording.get();
        } catch (BrokenFileException e) {
            room.run();
        }
        boolean isWaited = true;
        for (int waits = 0; isWaited && waits < WAITS; waits++) {
            try {
                return recording.get();
            } catch (BrokenFileException e) {
                // What has happened is to be recorded, whether or not the host has cancelled the run.
                isWaited = !settings.machine().settle(new Cancellation());
            }
        }
        return recording.get();
    }
}
