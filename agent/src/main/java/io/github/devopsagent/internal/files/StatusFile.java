package io.github.devopsagent.internal.files;

import io.github.devopsagent.domain.Status;
import io.github.devopsagent.internal.document.StatusReader;
import io.github.devopsagent.internal.json.Limits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The status of a consensus directory, for what is only told. */
public final class StatusFile {

    private StatusFile() {}

    /**
     * Reads it.
     *
     * @param consensus the consensus directory
     * @return the status; empty if there is none that can be read
     */
    public static Optional<Status> read(Path consensus) {
        try (InputStream in = Files.newInputStream(consensus.resolve(Status.FILE))) {
            return StatusReader.read(in.readNBytes(Limits.STATUS_BYTES + 1)).toJavaOptional();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
