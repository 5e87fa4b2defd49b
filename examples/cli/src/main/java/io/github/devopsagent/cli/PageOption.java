package io.github.devopsagent.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.devopsagent.cli.option.FailureException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** {@code --html}: a page for people as well. */
final class PageOption {

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description =
                    "write a page for people to this file as well, in place of a page that is there; a browser opens it"
                            + " without a network")
    private Optional<Path> file = Optional.empty();

    private static final String BEGINNING = "<!DOCTYPE html>";

    boolean isAsked() {
        return file.isPresent();
    }

    /** Writes the page if one was asked for. */
    void write(String html) {
        if (file.isEmpty()) {
            return;
        }
        try {
            if (isOfAnotherKind(file.get())) {
                throw new FailureException("the page is not written to " + file.get()
                        + ", which is no page: name another file, or remove it");
            }
            Files.writeString(file.get(), html);
        } catch (IOException e) {
            throw new FailureException("the page cannot be written to " + file.get() + ": " + e, e);
        }
    }

    /** Such as a document of the consensus directory, by a slip of the pen. */
    private static boolean isOfAnotherKind(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try (InputStream existing = Files.newInputStream(file)) {
            byte[] found = existing.readNBytes(BEGINNING.length());
            return found.length > 0 && !BEGINNING.equalsIgnoreCase(new String(found, ISO_8859_1));
        }
    }
}
