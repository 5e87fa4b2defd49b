package io.github.devopsagent.git.internal.repository;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Repositories that git makes once in a JVM, which are copied then: that is several times as fast. */
public final class RepositoryTemplate {

    private final Path made;

    public RepositoryTemplate(Consumer<Path> maker) {
        try {
            made = Files.createTempDirectory("repositories").toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(made)));
        maker.accept(made);
    }

    /** Copies all of it, with times and permissions. */
    public void copyTo(Path directory) {
        try {
            Files.walkFileTree(made, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path each, BasicFileAttributes attributes) throws IOException {
                    Files.createDirectories(directory.resolve(made.relativize(each)));
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path each, BasicFileAttributes attributes) throws IOException {
                    Files.copy(
                            each,
                            directory.resolve(made.relativize(each)),
                            StandardCopyOption.COPY_ATTRIBUTES,
                            LinkOption.NOFOLLOW_LINKS);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Copies all of it, and says in the configuration of clones where their remote is by now. */
    void copyTo(Path directory, List<String> clones) {
        copyTo(directory);
        for (String clone : clones) {
            Path config = directory.resolve(clone).resolve(".git/config");
            try {
                Files.writeString(config, Files.readString(config).replace(made.toString(), directory.toString()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static void delete(Path directory) {
        try (Stream<Path> all = Files.walk(directory)) {
            List<Path> files = all.sorted(Comparator.reverseOrder()).toList();
            for (Path each : files) {
                Files.delete(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
