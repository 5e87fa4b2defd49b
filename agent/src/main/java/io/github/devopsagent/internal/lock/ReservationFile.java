package io.github.devopsagent.internal.lock;

import io.github.devopsagent.coordination.Lease;
import io.github.devopsagent.internal.disk.DurableFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a lock's directory remembers of the unfinished run that it is kept for: which one of which consensus directory. So it
 * outlasts the lock of an agent that was killed.
 */
public final class ReservationFile {

    public static final String NAME = "unfinished";

    /** The longest path and the longest id have room in it. */
    private static final int LONGEST = 1 << 16;

    private final Path directory;

    /**
     * The file of a lock.
     *
     * @param directory in which the lock lies
     */
    public ReservationFile(Path directory) {
        this.directory = directory;
    }

    /** Where it is. */
    public Path path() {
        return directory.resolve(NAME);
    }

    /** Whether something is remembered. */
    public boolean exists() {
        return Files.exists(path(), LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * What is remembered.
     *
     * @return empty if nothing is
     * @throws IOException if it cannot be read, or tells no run
     */
    public Optional<Lease.Reservation> read() throws IOException {
        if (Files.notExists(path(), LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(path(), LinkOption.NOFOLLOW_LINKS)) {
            String text = new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8);
            int end = text.indexOf('\n');
            if (end <= 0 || !text.endsWith("\n") || end == text.length() - 1) {
                throw new IOException("it tells no run");
            }
            return Optional.of(
                    new Lease.Reservation(text.substring(end + 1, text.length() - 1), text.substring(0, end)));
        }
    }

    void write(DurableFiles durable, Lease.Reservation reserved) {
        durable.createOwnDirectories(directory);
        durable.replaceOwn(
                path(), (reserved.run() + "\n" + reserved.directory() + "\n").getBytes(StandardCharsets.UTF_8));
    }

    void remove(DurableFiles durable) {
        if (durable.names(directory).contains(NAME)) {
            durable.deleteQuietly(path());
        }
    }
}
