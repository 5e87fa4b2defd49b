package io.github.devopsagent.internal.files;

import io.github.devopsagent.internal.disk.AccessFailure;
import io.github.devopsagent.internal.disk.BrokenFileException;
import io.github.devopsagent.internal.disk.DurableFiles;
import io.github.devopsagent.internal.document.DeploymentRegister;
import io.github.devopsagent.veto.RefusalCodes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
     * The register of an agent's own directory, which may not be there yet.
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

    /** What is remembered, as far as it can be read. */
    public DeploymentRegister read() {
        return read(new ArrayList<>());
    }

    private DeploymentRegister read(List<String> faults) {
        try {
            if (Files.notExists(path)) {
                return DeploymentRegister.EMPTY;
            }
            if (Files.size(path) > LONGEST) {
                faults.add("it has more than " + LONGEST + " bytes");
                return DeploymentRegister.EMPTY;
            }
            return DeploymentRegister.read(Files.readAllBytes(path), faults);
        } catch (IOException e) {
            faults.add(AccessFailure.reason(e));
            return DeploymentRegister.EMPTY;
        }
    }

    /**
     * What is not known since it cannot be read.
     *
     * @return a warning; empty if all can be read, or nothing is there
     */
    public Optional<String> loss() {
        List<String> faults = new ArrayList<>();
        read(faults);
        return faults.isEmpty()
                ? Optional.empty()
                : Optional.of(NAME + " cannot be read" + (faults.size() == 1 ? "" : ", in " + faults.size() + " places")
                        + ": " + faults.get(0)
                        + "; it is passed over, so that what was deployed already may be deployed again instead of being"
                        + " refused (" + RefusalCodes.ALREADY_DEPLOYED
                        + "), and an id that was given may be given again."
                        + " Bring it back as it was before the next run, which writes it anew without that");
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
        return write(before, change.apply(before));
    }

    /**
     * Remembers this, and nothing else.
     *
     * @return why it is not remembered
     */
    public Optional<String> remember(DeploymentRegister register) {
        return write(read(), register);
    }

    private Optional<String> write(DeploymentRegister before, DeploymentRegister after) {
        try {
            byte[] bytes = after.toBytes();
            if (!Arrays.equals(bytes, before.toBytes())) {
                durable.replaceOwn(path, bytes);
            }
            return Optional.empty();
        } catch (BrokenFileException e) {
            return Optional.of(NAME + " could not be written: " + e.getMessage());
        }
    }
}
