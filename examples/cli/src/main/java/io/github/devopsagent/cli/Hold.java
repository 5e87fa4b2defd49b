package io.github.devopsagent.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.devopsagent.cli.option.FailureException;
import io.github.devopsagent.domain.HoldFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** The files that hold all deployments of a consensus directory, of which the program makes and removes one. */
final class Hold {

    /** The file that is made and removed. */
    static final String FILE = "HOLD";

    private static final int MOST_READ = 4096;

    private final Path directory;

    Hold(Path directory) {
        this.directory = directory;
    }

    /**
     * The names of all that hold, sorted.
     *
     * @throws FailureException if the directory cannot be listed
     */
    List<String> files() {
        List<String> files = new ArrayList<>();
        try {
            list("", files);
            if (Files.isDirectory(directory.resolve(HoldFile.BELOW))) {
                list(HoldFile.BELOW, files);
            }
        } catch (IOException | DirectoryIteratorException e) {
            throw new FailureException(
                    "the directory " + directory + " cannot be listed, which holds as well: " + e, e);
        }
        Collections.sort(files);
        return files;
    }

    private void list(String below, List<String> files) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory.resolve(below))) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                if (HoldFile.isOne(name)) {
                    files.add(below + name);
                }
            }
        }
    }

    /**
     * Holds, without a reason; a hold that is there stays as it is.
     *
     * @return whether the file was made
     */
    boolean begin() {
        Path file = directory.resolve(FILE);
        try {
            Files.createFile(file);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        } catch (IOException e) {
            throw new FailureException("the file " + file + " cannot be written: " + e, e);
        }
    }

    /**
     * Writes the reason into the file that {@link #begin()} made; the file holds without it as well.
     *
     * @return why it is not there; empty if it is
     */
    Optional<String> write(String reason) {
        Path file = directory.resolve(FILE);
        try {
            Files.writeString(file, reason.isEmpty() ? "" : reason + "\n", UTF_8);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("the reason is not written to " + file + ": " + e);
        }
    }

    /** The first line of a file that holds; empty if there is none, or it cannot be read. */
    Optional<String> reason(String name) {
        Path file = directory.resolve(name);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(MOST_READ), UTF_8)
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * Removes the file that {@link #begin} makes, whoever made it; others of people stay.
     *
     * @return whether it was there
     */
    boolean end() {
        Path file = directory.resolve(FILE);
        try {
            return Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new FailureException("the file " + file + " cannot be removed: " + e, e);
        }
    }
}
