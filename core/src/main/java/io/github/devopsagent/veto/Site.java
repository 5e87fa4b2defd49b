package io.github.devopsagent.veto;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * Where a deployment would take place.
 *
 * @param consensus the consensus directory, absolute
 * @param workingDirectory in which steps run that do not name another one, absolute
 * @param statusFormat reads other versions of {@code status.json} as the agent reads the present one
 */
public record Site(Path consensus, Path workingDirectory, StatusFormat statusFormat) {

    public Site {
        Objects.requireNonNull(consensus, "consensus");
        Objects.requireNonNull(workingDirectory, "workingDirectory");
        Objects.requireNonNull(statusFormat, "statusFormat");
    }

    /**
     * Where no other version of {@code status.json} can be read.
     *
     * @param consensus the consensus directory, absolute
     * @param workingDirectory in which steps run that do not name another one, absolute
     */
    public Site(Path consensus, Path workingDirectory) {
        this(consensus, workingDirectory, bytes -> Optional.empty());
    }
}
