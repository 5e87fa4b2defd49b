package io.github.devopsagent.cli;

import io.github.devopsagent.cli.option.FailureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** {@code --html}: a page for people as well. */
final class PageOption {

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description = "write a page for people to this file as well, in place of what is there; a browser opens it"
                    + " without a network")
    private Optional<Path> file = Optional.empty();

    boolean isAsked() {
        return file.isPresent();
    }

    /** Writes the page if one was asked for. */
    void write(String html) {
        if (file.isEmpty()) {
            return;
        }
        try {
            Files.writeString(file.get(), html);
        } catch (IOException e) {
            throw new FailureException("the page cannot be written to " + file.get() + ": " + e, e);
        }
    }
}
