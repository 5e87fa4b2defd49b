package io.github.devopsagent.git.internal.repository;

import io.github.devopsagent.git.internal.message.GitRefusal;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.GpgConfig;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.UserConfig;

/** Commits made without the index and the work tree. */
public final class CommitWriter {

    private static final String NAME = "devops-agent";
    private static final String EMAIL = "devops-agent@localhost";

    private final Repository repository;

    public CommitWriter(Repository repository) {
        this.repository = repository;
    }

    /** The agent itself, now. */
    static PersonIdent agent() {
        return agent(Instant.now());
    }

    static PersonIdent agent(Instant when) {
        return new PersonIdent(NAME, EMAIL, when, ZoneOffset.UTC);
    }

    public static boolean isAgent(PersonIdent person) {
        return person.getEmailAddress().equals(EMAIL);
    }

    /** By the agent itself, for its own use. */
    public ObjectId byAgent(ObjectId tree, ObjectId parent, String message) throws IOException {
        return insert(commit(tree, parent, message, agent(), agent()));
    }

    /** The same with several parents. */
    public ObjectId byAgent(ObjectId tree, List<ObjectId> parents, String message) throws IOException {
        CommitBuilder commit = commit(tree, parents.get(0), message, agent(), agent());
        commit.setParentIds(parents);
        return insert(commit);
    }

    /** By whom git's configuration names, else by the agent. */
    public ObjectId byUser(ObjectId tree, ObjectId parent, String message) throws IOException {
        return insert(ofUser(tree, parent, message));
    }

    /** By the same, and signed if git's configuration demands it. */
    public ObjectId signedByUser(ObjectId tree, ObjectId parent, String message) throws IOException, GitRefusal {
        CommitBuilder commit = ofUser(tree, parent, message);
        GpgConfig config = new GpgConfig(repository.getConfig());
        if (config.isSignCommits()) {
            new ObjectSigning(repository, config).sign(commit, commit.getCommitter());
        }
        return insert(commit);
    }

    private CommitBuilder ofUser(ObjectId tree, ObjectId parent, String message) {
        UserConfig user = repository.getConfig().get(UserConfig.KEY);
        PersonIdent author = user.isAuthorNameImplicit() || user.isAuthorEmailImplicit()
                ? agent()
                : named(user.getAuthorName(), user.getAuthorEmail());
        return commit(tree, parent, message, author, committer());
    }

    /** Whom git's configuration names, else the agent; now. */
    public PersonIdent committer() {
        UserConfig user = repository.getConfig().get(UserConfig.KEY);
        return user.isCommitterNameImplicit() || user.isCommitterEmailImplicit()
                ? agent()
                : named(user.getCommitterName(), user.getCommitterEmail());
    }

    private static PersonIdent named(String name, String email) {
        return new PersonIdent(new PersonIdent(name, email), Instant.now());
    }

    private static CommitBuilder commit(
            ObjectId tree, ObjectId parent, String message, PersonIdent author, PersonIdent committer) {
        CommitBuilder commit = new CommitBuilder();
        commit.setTreeId(tree);
        commit.setParentId(parent);
        commit.setMessage(message);
        commit.setAuthor(author);
        commit.setCommitter(committer);
        return commit;
    }

    private ObjectId insert(CommitBuilder commit) throws IOException {
        try (ObjectInserter inserter = repository.newObjectInserter()) {
            ObjectId id = inserter.insert(commit);
            inserter.flush();
            return id;
        }
    }
}
