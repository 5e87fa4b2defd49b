package io.github.devopsagent.shell.internal.process;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A machine whose shell is bash, under the name by which it behaves as {@code sh}. */
public final class Bash {

    private Bash() {}

    /** Where there is no bash, the test is skipped. */
    public static MachineTools machine() {
        MachineTools here = MachineTools.here();
        Optional<String> bash = MachineTools.find("bash", here.path());
        assumeThat(bash).as("there is no bash on this machine").isPresent();
        return new MachineTools(here.setsid(), here.proc(), here.path(), named(bash.orElseThrow()));
    }

    private static String named(String bash) {
        try {
            Path directory = Files.createTempDirectory("bash-as-sh");
            Path link = Files.createSymbolicLink(directory.resolve("sh"), Path.of(bash));
            directory.toFile().deleteOnExit();
            link.toFile().deleteOnExit();
            return link.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
