package io.github.devopsagent.git.internal.remote;

import io.github.devopsagent.git.internal.repository.RefChange;
import java.io.IOException;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.RefSpec;

/**
 * What is fetched to where.
 *
 * @param source the full name at the remote
 * @param name the full name of the remote-tracking ref or tag on this side
 * @param id what the remote has there
 */
public record FetchedRef(String source, String name, ObjectId id) {

    public FetchedRef {
        if (!name.startsWith(Constants.R_REMOTES) && !name.startsWith(Constants.R_TAGS)) {
            throw new IllegalArgumentException(name + " is neither a remote-tracking ref nor a tag");
        }
    }

    /** A remote-tracking ref follows wherever the remote has gone; a tag is not moved. */
    public RefSpec spec() {
        return new RefSpec(source + ":" + name).setForceUpdate(!isTag());
    }

    public boolean isTag() {
        return name.startsWith(Constants.R_TAGS);
    }

    public boolean isThere(Repository repository) throws IOException {
        return RefChange.current(repository, name).equals(Optional.of(id));
    }

    public String shortName() {
        return Repository.shortenRefName(name);
    }
}
