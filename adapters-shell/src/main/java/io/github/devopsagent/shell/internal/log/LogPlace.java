package io.github.devopsagent.shell.internal.log;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Where logs may be read.
 *
 * @param root below which they must be, whatever links lead elsewhere
 * @param base what a relative path is relative to
 */
record LogPlace(Path root, Path base) {

    private static final int MOST_SIBLINGS = 2000;

    /** The file itself, behind all links; empty if there is none. */
    Optional<Path> find(String written) throws LogFault {
        try {
            Path path = base.resolve(Path.of(written));
            Path allowed = root.toRealPath();
            if (!Files.exists(path)) {
                demandBelow(allowed, behindLinks(path), written);
                return Optional.empty();
            }
            Path real = path.toRealPath();
            demandBelow(allowed, real, written);
            if (!Files.isRegularFile(real, LinkOption.NOFOLLOW_LINKS)) {
                throw new LogFault("'file' " + real + " is no regular file: write the path of a log");
            }
            return Optional.of(real);
        } catch (NoSuchFileException e) {
            throw new LogFault("the directory " + e.getFile() + " does not exist");
        } catch (FileSystemException | InvalidPathException e) {
            throw new LogFault("'file' " + written + " cannot be found: " + e);
        } catch (IOException e) {
            throw new LogFault("'file' " + written + " cannot be found: " + e.getMessage());
        }
    }

    /** Of a file that is not there, the directory that is decides. */
    private static Path behindLinks(Path path) throws IOException {
        Path clean = path.toAbsolutePath().normalize();
        Path there = clean;
        while (!Files.exists(there)) {
            Path above = there.getParent();
            if (above == null) {
                return clean;
            }
            there = above;
        }
        return there.toRealPath().resolve(there.relativize(clean));
    }

    private static void demandBelow(Path allowed, Path real, String written) throws LogFault {
        if (!real.startsWith(allowed)) {
            throw new LogFault("'file' " + written + " leads to " + real + ", which is not below " + allowed
                    + ": logs are read there alone, or below the directory that the host names with executor(\"log\","
                    + " ShellExecutors.logsBelow(…))");
        }
    }

    /** Where a file would be that is not there. */
    Path missing(String written) throws IOException {
        return behindLinks(base.resolve(Path.of(written)));
    }

    /** The regular files beside it that can be read. */
    static List<Path> siblings(Path file) throws IOException {
        return siblings(file, Files::isReadable);
    }

    /** The regular files beside it, or beside the place where it would be, that are wanted. */
    static List<Path> siblings(Path file, Predicate<Path> wanted) throws IOException {
        Path directory = file.getParent();
        if (directory == null || !Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(directory)) {
            return all.filter(wanted)
                    .filter(each -> !each.equals(file) && Files.isRegularFile(each, LinkOption.NOFOLLOW_LINKS))
                    .limit(MOST_SIBLINGS)
                    .toList();
        }
    }
}
