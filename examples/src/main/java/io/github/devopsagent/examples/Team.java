package io.github.devopsagent.examples;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.transport.URIish;

/**
 * Developers with a clone of theirs, from which they push to {@code origin}. Each of their commits has a version of the
 * consensus directory, too, since that is part of the repository.
 */
final class Team implements AutoCloseable {

    private static final PersonIdent ADA = new PersonIdent("Ada", "ada@example.org");

    private final Path directory;
    private final Path origin;
    private final Git git;

    private Team(Path directory, Path origin, Git git) {
        this.directory = directory;
        this.origin = origin;
        this.git = git;
    }

    /** Makes {@code origin}, and their clone of it, which is empty. */
    static Team in(Path parent) throws IOException, GitAPIException {
        Path origin = parent.resolve("origin.git");
        Path directory = parent.resolve("team");
        Git.init()
                .setBare(true)
                .setInitialBranch("main")
                .setDirectory(origin.toFile())
                .call()
                .close();
        Git git = Git.init()
                .setInitialBranch("main")
                .setDirectory(directory.toFile())
                .call();
        git.remoteAdd()
                .setName("origin")
                .setUri(new URIish(origin.toUri().toURL()))
                .call();
        return new Team(directory, origin, git);
    }

    /**
     * Commits a version, tags it with its name, and pushes both.
     *
     * @return the commit's id
     */
    String release(String version, String health, String message) throws IOException, GitAPIException {
        Shipped.copy("web-service/start.sh", directory.resolve("start.sh"), Map.of());
        Shipped.copy("web-service/stop.sh", directory.resolve("stop.sh"), Map.of());
        Shipped.copy("git-service", directory, Map.of("@VERSION@", version, "@HEALTH@", health));
        git.add().addFilepattern(".").call();
        RevCommit commit = git.commit()
                .setMessage(message)
                .setAuthor(ADA)
                .setCommitter(ADA)
                .setSign(false)
                .call();
        git.tag().setName(version).setAnnotated(false).setObjectId(commit).call();
        git.push().setRemote("origin").add("main").setPushTags().call();
        return commit.name();
    }

    /** The clone that is live. */
    Git deployedTo(Path live) throws GitAPIException {
        return Git.cloneRepository()
                .setURI(origin.toUri().toString())
                .setDirectory(live.toFile())
                .call();
    }

    @Override
    public void close() {
        git.close();
    }
}
