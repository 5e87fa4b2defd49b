package io.github.devopsagent.veto;

import io.github.devopsagent.domain.Deployment;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * Where a deployment would take place.
 *
 * @param consensus the consensus directory, absolute
 * @param workingDirectory in which steps run that do not name another one, absolute
 * @param statusFormat reads other versions of {@code status.json} as the agent reads the present one
 * @param judged the digests of the documents as they are judged, and of the plan as it is executed; empty texts for what is
 *     missing. A source that opens one of these files itself may see another version, since others write there: it has the
 *     judged one only if the digest is this one
 */
public record Site(Path consensus, Path workingDirectory, StatusFormat statusFormat, Deployment.Digests judged) {

    public Site {
        Objects.requireNonNull(consensus, "consensus");
        Objects.requireNonNull(workingDirectory, "workingDirectory");
        Objects.requireNonNull(statusFormat, "statusFormat");
        Objects.requireNonNull(judged, "judged");
    }

    /**
     * Where no document is judged, and no other version of {@code status.json} can be read.
     *
     * @param consensus the consensus directory, absolute
     * @param workingDirectory in which steps run that do not name another one, absolute
     */
    public Site(Path consensus, Path workingDirectory) {
        this(consensus, workingDirectory, bytes -> Optional.empty(), new Deployment.Digests("", ""));
    }
}
