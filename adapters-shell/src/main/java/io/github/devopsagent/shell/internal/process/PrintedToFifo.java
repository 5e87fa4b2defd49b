package io.github.devopsagent.shell.internal.process;

import java.io.FileInputStream;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A FIFO: nothing that goes through it reaches a disk. Its reading end is ours alone, so that it can be closed while
 * another thread reads, and handed over to another process while a daemon goes on printing. It serves one step after
 * another, as long as nobody else holds it.
 *
 * <p>Where there is a /proc it has no name any more once it is open, and is reached by our own descriptor: nobody can
 * put something else in its place, or take it away.
 */
final class PrintedToFifo implements Printed {

    private static final int TYPE_AND_MODE = 0170000 | 0777;
    private static final int FIFO_OF_ITS_OWNER = 0010000 | 0600;
    private static final String IDENTITY = "unix:dev,ino,uid,mode";

    private final Path path;
    private final Path way;
    private final Map<String, Object> identity;
    private final FileChannel source;

    private PrintedToFifo(Path path, Path way, Map<String, Object> identity, FileChannel source) {
        this.path = path;
        this.way = way;
        this.identity = identity;
        this.source = source;
    }

    /**
     * Opens one that was just made.
     *
     * @param owner the number of the user whose it must be
     */
    static PrintedToFifo open(Path path, Object owner, Optional<Path> proc) throws IOException {
        FileChannel source;
        // Opening one end waits for the other, but opening both does not.
        try (FileChannel both = openBoth(path, LinkOption.NOFOLLOW_LINKS)) {
            try {
                source = FileChannel.open(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
            } finally {
                Reference.reachabilityFence(both);
            }
        }
        boolean usable = false;
        try {
            Map<String, Object> identity = identity(path, LinkOption.NOFOLLOW_LINKS);
            requireFifoOf(owner, identity);
            Optional<Path> descriptor = descriptor(proc, identity);
            if (descriptor.isPresent()) {
                remove(path);
            }
            usable = true;
            return new PrintedToFifo(path, descriptor.orElse(path), identity, source);
        } finally {
            if (!usable) {
                source.close();
            }
        }
    }

    /** It is not created, and whatever else is there is not emptied. */
    private static FileChannel openBoth(Path path, OpenOption... options) throws IOException {
        Set<OpenOption> all = new HashSet<>(Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE));
        Collections.addAll(all, options);
        return FileChannel.open(path, all);
    }

    private static Map<String, Object> identity(Path path, LinkOption... options) throws IOException {
        return Files.readAttributes(path, IDENTITY, options);
    }

    private static void requireFifoOf(Object owner, Map<String, Object> found) throws IOException {
        if (!(found.get("mode") instanceof Integer mode)
                || (mode & TYPE_AND_MODE) != FIFO_OF_ITS_OWNER
                || !owner.equals(found.get("uid"))) {
            throw new IOException("what mkfifo made is no FIFO that only this user can open");
        }
    }

    private static Optional<Path> descriptor(Optional<Path> proc, Map<String, Object> identity) {
        try {
            List<Path> all =
                    proc.isPresent() ? ProcEntries.ofDescriptors(proc.get().resolve("self")) : List.of();
            for (Path each : all) {
                if (is(each, identity)) {
                    return Optional.of(each);
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static boolean is(Path file, Map<String, Object> identity, LinkOption... options) {
        try {
            return identity(file, options).equals(identity);
        } catch (IOException e) {
            // It was closed, or removed, in the meantime.
            return false;
        }
    }

    /** Whether it is still what is reached where it is opened. */
    boolean isThere() {
        return source.isOpen() && (way.equals(path) ? is(way, identity, LinkOption.NOFOLLOW_LINKS) : is(way, identity));
    }

    /** The last name of its path, as it is told of who holds it. */
    String name() {
        return path.getFileName().toString();
    }

    /** Where it can be opened by us. */
    Path way() {
        return way;
    }

    /** While this is open, nobody waits who opens one end. */
    FileChannel hold() throws IOException {
        return openBoth(way);
    }

    @Override
    public void redirect(ProcessBuilder step) {
        step.redirectErrorStream(true).redirectOutput(Redirect.to(way.toFile()));
    }

    /** What was opened under its name is created where nothing is: a file, to which no step may print. */
    @Override
    public void startedBy(Process step) throws IOException {
        if (!isThere()) {
            throw new IOException("the FIFO for its output was removed while it was started");
        }
    }

    @Override
    public int read(byte[] buffer) throws IOException {
        try {
            return source.read(ByteBuffer.wrap(buffer));
        } catch (ClosedChannelException e) {
            return -1;
        }
    }

    @Override
    public int pending() {
        try (FileChannel held = hold();
                FileInputStream told = new FileInputStream(way.toFile())) {
            return held.isOpen() ? told.available() : 0;
        } catch (IOException e) {
            return 0;
        }
    }

    @Override
    public void close() {
        try {
            source.close();
        } catch (IOException e) {
            // Nothing goes through it any more.
        }
        if (way.equals(path)) {
            remove(path);
        }
    }

    /** With its directory, which holds nothing else. */
    static void remove(Path path) {
        try {
            Files.deleteIfExists(path);
            Files.deleteIfExists(Objects.requireNonNull(path.getParent()));
        } catch (IOException e) {
            // It is empty, and closed to all others.
        }
    }
}
