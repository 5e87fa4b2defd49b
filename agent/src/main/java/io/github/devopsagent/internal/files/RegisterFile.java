package io.github.devopsagent.internal.files;

import io.github.devopsagent.internal.disk.BrokenFileException;
import io.github.devopsagent.internal.disk.DurableFiles;
import io.github.devopsagent.internal.document.DeploymentRegister;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The register of deployments on the disk. */
public final class RegisterFile {

    private static final String FILE = "register.json";

    /** Its place in the consensus directory. */
    public static final String NAME = OwnNames.DIRECTORY + "/" + FILE;

    /** A longer file is no register of ours. */
    private static final long LONGEST = 4L << 20;

    private final DurableFiles durable;
    private final Path path;

    /**
     * A register.
     *
     * @param durable how it is written
     * @param directory the agent's own, in which it lies
     */
    RegisterFile(DurableFiles durable, Path directory) {
        this.durable = durable;
        this.path = directory.resolve(FILE);
    }

    Path path() {
        return path;
    }

    /** What is remembered; an empty register if there is none that can be read. */
    public DeploymentRegister read() {
        try {
            return Files.exists(path) && Files.size(path) <= LONGEST
                    ? DeploymentRegister.read(Files.readAllBytes(path))
                    : DeploymentRegister.EMPTY;
        } catch (IOException e) {
            return DeploymentRegister.EMPTY;
        }
    }

    /**
     * Changes what is remembered. The records and the directories of runs tell most of it as well, so that no run fails
     * for this.
     *
     * @param change what is to be remembered beside the rest
     * @return why it is not
     */
    public Optional<String> remember(UnaryOperator<DeploymentRegister> change) {
        DeploymentRegister before = read();
        DeploymentRegister after = change.apply(before);
        try {
            if (!after.equals(before)) {
                durable.replaceOwn(path, after.toBytes());
            }
            return Optional.empty();
        } catch (BrokenFileException e) {
            return Optional.of(NAME + " could not be written: " + e.getMessage());
        }
    }
}
