package io.github.devopsagent.veto;

import java.nio.file.Path;
import java.util.Objects;

/**
 * Where a deployment would take place.
 *
 * @param consensus the consensus directory, absolute
 * @param workingDirectory in which steps run that do not name another one, absolute
 */
public record Site(Path consensus, Path workingDirectory) {

    public Site {
        Objects.requireNonNull(consensus, "consensus");
        Objects.requireNonNull(workingDirectory, "workingDirectory");
    }
}
