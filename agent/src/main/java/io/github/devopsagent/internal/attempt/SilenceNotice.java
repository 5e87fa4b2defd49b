package io.github.devopsagent.internal.attempt;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Tells that something goes on of which nothing has been heard for half a minute; then each time after twice as long a
 * silence, of ten minutes at most. Whoever has it looks often, and says what time it is.
 */
public final class SilenceNotice {

    /** The first silence that is told. */
    public static final Duration FIRST = Duration.ofSeconds(30);

    /** The longest time without a word. */
    public static final Duration LONGEST = Duration.ofMinutes(10);

    private final LongSupplier heard;
    private final Consumer<Duration> tell;
    private final long begun;
    private long silentSince;
    private long heardBefore;
    private Duration pause = FIRST;

    /**
     * Something that begins now.
     *
     * @param now the time, in nanoseconds of any origin
     * @param heard changes whenever something is heard, such as the number of bytes that were printed
     * @param tell is told how long it has gone on
     */
    public SilenceNotice(long now, LongSupplier heard, Consumer<Duration> tell) {
        this.heard = heard;
        this.tell = tell;
        this.begun = now;
        this.silentSince = now;
        this.heardBefore = heard.getAsLong();
    }

    /** Looks whether it has been silent for long enough. */
    public void look(long now) {
        long heardNow = heard.getAsLong();
        if (heardNow != heardBefore) {
            heardBefore = heardNow;
            silentSince = now;
        }
        if (now - silentSince >= pause.toNanos()) {
            silentSince = now;
            Duration twice = pause.multipliedBy(2);
            pause = twice.compareTo(LONGEST) > 0 ? LONGEST : twice;
            tell.accept(Duration.ofSeconds(Duration.ofNanos(now - begun).toSeconds()));
        }
    }
}
