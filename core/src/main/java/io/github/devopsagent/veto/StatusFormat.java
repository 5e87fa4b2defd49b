package io.github.devopsagent.veto;

import io.github.devopsagent.domain.Status;
import java.util.Optional;

/** Reads a version of {@code status.json} that is not the one in the consensus directory, such as that of a commit. */
@FunctionalInterface
public interface StatusFormat {

    /**
     * Reads the bytes of a {@code status.json}, be it of now or of an earlier commit.
     *
     * @param bytes of the file
     * @return what it says; empty if it is no valid status
     */
    Optional<Status> read(byte[] bytes);
}
