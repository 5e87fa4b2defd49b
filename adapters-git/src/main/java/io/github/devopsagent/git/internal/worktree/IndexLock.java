package io.github.devopsagent.git.internal.worktree;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.devopsagent.git.internal.message.GitRefusal;
import io.github.devopsagent.git.internal.repository.HeadTransition;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jgit.lib.Repository;

/**
 * The file {@code index.lock}, with which git processes keep each other off the index and the work tree.
 *
 * <p>Git only looks whether it is there. Ours also has a content, which says what is being done, and is locked in the
 * kernel for as long as this process lives: so one that a killed agent left behind is told from one that is in use, and
 * from other people's, without a process id.
 */
final class IndexLock implements AutoCloseable {

    private static final String TEMPORARY = "index.lock-devops-";

    /** A longer file is an index, and not a note of ours. */
    private static final int MOST = 8 << 10;

    /** Must not be opened in this process, since closing it would give the kernel's lock back. */
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;
    private final Optional<LeftBehind> leftBehind;

    private IndexLock(Path file, FileChannel channel, Optional<LeftBehind> leftBehind) {
        this.file = file;
        this.channel = channel;
        this.leftBehind = leftBehind;
    }

    /** Takes the lock, from a killed agent too. */
    static synchronized IndexLock take(Repository repository, HeadTransition transition)
            throws IOException, GitRefusal {
        Path file = fileOf(repository);
        if (!HELD_HERE.add(file)) {
            throw held(file);
        }
        try {
            return take(file, transition);
        } catch (IOException | RuntimeException | GitRefusal e) {
            HELD_HERE.remove(file);
            throw e;
        }
    }

    private static IndexLock take(Path file, HeadTransition transition) throws IOException, GitRefusal {
        removeTemporaries(file);
        Path temporary = file.resolveSibling(TEMPORARY + UUID.randomUUID());
        FileChannel channel = write(temporary, transition);
        try {
            Optional<LeftBehind> leftBehind = moveInto(file, temporary);
            return new IndexLock(file, channel, leftBehind);
        } catch (IOException | RuntimeException | GitRefusal e) {
            channel.close();
            Files.deleteIfExists(temporary);
            throw e;
        }
    }

    /** What a killed agent was doing; empty if none left its lock behind. */
    static synchronized Optional<LeftBehind> leftBehind(Repository repository) throws IOException {
        Path file = fileOf(repository);
        if (HELD_HERE.contains(file)) {
            return Optional.empty();
        }
        removeTemporaries(file);
        try (PresentLock found = PresentLock.look(file)) {
            return found.leftBehind();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private static Path fileOf(Repository repository) throws IOException {
        Path directory = repository.getDirectory().toPath().toRealPath();
        return directory.resolve(repository.getIndexFile().getName() + ".lock");
    }

    private static FileChannel write(Path temporary, HeadTransition transition) throws IOException {
        FileChannel channel = FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try {
            channel.lock();
            channel.write(ByteBuffer.wrap(transition.text().getBytes(UTF_8)));
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            Files.deleteIfExists(temporary);
            throw e;
        }
    }

    /** The lock appears at once, with its content. */
    private static Optional<LeftBehind> moveInto(Path file, Path temporary) throws IOException, GitRefusal {
        try {
            Files.createLink(file, temporary);
            Files.delete(temporary);
            return Optional.empty();
        } catch (NoSuchFileException e) {
            throw held(file);
        } catch (FileAlreadyExistsException e) {
            return Optional.of(replace(file, temporary));
        } catch (UnsupportedOperationException | FileSystemException e) {
            return moveIntoWithoutLinks(file, temporary);
        }
    }

    /** Where there are no hard links, it appears empty and has its content at once. */
    private static Optional<LeftBehind> moveIntoWithoutLinks(Path file, Path temporary) throws IOException, GitRefusal {
        try {
            Files.createFile(file);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
            return Optional.empty();
        } catch (FileAlreadyExistsException e) {
            return Optional.of(replace(file, temporary));
        }
    }

    private static LeftBehind replace(Path file, Path temporary) throws IOException, GitRefusal {
        try (PresentLock found = PresentLock.look(file)) {
            LeftBehind leftBehind = found.leftBehind().orElseThrow(() -> held(file));
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
            return leftBehind;
        } catch (NoSuchFileException e) {
            throw held(file);
        }
    }

    /** Those of killed agents. Should it take one from an agent that has just written it, that one fails and tries again. */
    private static void removeTemporaries(Path file) throws IOException {
        try (DirectoryStream<Path> temporaries =
                Files.newDirectoryStream(file.resolveSibling("").normalize(), TEMPORARY + "*")) {
            for (Path each : temporaries) {
                removeIfAbandoned(each);
            }
        }
    }

    private static void removeIfAbandoned(Path temporary) throws IOException {
        try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
            if (isFree(channel)) {
                Files.deleteIfExists(temporary);
            }
        } catch (NoSuchFileException | AccessDeniedException e) {
            // It is gone, or another user's.
        }
    }

    /** Locks it, if it is. */
    private static boolean isFree(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private static GitRefusal held(Path file) {
        return new GitRefusal("The index is locked by " + file + since(file)
                + ". Another git process is at work, or has" + " died; if none runs, delete the file, and try again.");
    }

    private static String since(Path file) {
        try {
            return " since " + Files.getLastModifiedTime(file);
        } catch (IOException e) {
            return "";
        }
    }

    /**
     * What a killed agent was doing.
     *
     * @param file its lock
     * @param transition its way
     * @param since when it began
     */
    record LeftBehind(Path file, HeadTransition transition, FileTime since) {}

    /** What the killed agent was doing from which this lock was taken over. */
    Optional<LeftBehind> takenOver() {
        return leftBehind;
    }

    /** Nobody else's lock is there; a killed agent's is not in the way. */
    static void requireFree(Repository repository) throws IOException, GitRefusal {
        Path file = fileOf(repository);
        if (Files.exists(file) && leftBehind(repository).isEmpty()) {
            throw held(file);
        }
    }

    /** First nobody finds it, then nobody has it. */
    @Override
    public void close() throws IOException {
        try (channel) {
            Files.deleteIfExists(file);
        } finally {
            HELD_HERE.remove(file);
        }
    }

    /**
     * A lock file that is there. While this is open, nobody else takes it over.
     *
     * @param channel empty if this user must not open it
     * @param leftBehind what it says, if it is a killed agent's
     */
    private record PresentLock(Optional<FileChannel> channel, Optional<LeftBehind> leftBehind)
            implements AutoCloseable {

        static PresentLock look(Path file) throws IOException {
            BasicFileAttributes before = Files.readAttributes(file, BasicFileAttributes.class);
            FileChannel channel;
            try {
                channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
            } catch (AccessDeniedException e) {
                return new PresentLock(Optional.empty(), Optional.empty());
            }
            try {
                boolean abandoned = isFree(channel) && isStill(before.fileKey(), file);
                return new PresentLock(
                        Optional.of(channel),
                        abandoned
                                ? HeadTransition.read(content(channel))
                                        .map(transition -> new LeftBehind(file, transition, before.lastModifiedTime()))
                                : Optional.empty());
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        }

        private static boolean isStill(Object fileKey, Path file) throws IOException {
            return Objects.equals(
                    fileKey,
                    Files.readAttributes(file, BasicFileAttributes.class).fileKey());
        }

        private static String content(FileChannel channel) throws IOException {
            ByteBuffer bytes = ByteBuffer.allocate(MOST);
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
                // Until it is full or the file is over.
            }
            return UTF_8.decode(bytes.flip()).toString();
        }

        @Override
        public void close() throws IOException {
            if (channel.isPresent()) {
                channel.get().close();
            }
        }
    }
}
