package io.github.devopsagent.git;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.UserConfig;

/** Commits made without the index and the work tree. */
final class Commits {

    private static final String NAME = "devops-agent";
    private static final String EMAIL = "devops-agent@localhost";

    private final Repository repository;

    Commits(Repository repository) {
        this.repository = repository;
    }

    /** The agent itself, now. */
    static PersonIdent agent() {
        return new PersonIdent(NAME, EMAIL, Instant.now(), ZoneOffset.UTC);
    }

    static boolean isAgent(PersonIdent person) {
        return person.getEmailAddress().equals(EMAIL);
    }

    /** By the agent itself, for its own use. */
    ObjectId byAgent(ObjectId tree, ObjectId parent, String message) throws IOException {
        return insert(tree, parent, message, agent(), agent());
    }

    /** By whom git's configuration names, else by the agent. */
    ObjectId byUser(ObjectId tree, ObjectId parent, String message) throws IOException {
        UserConfig user = repository.getConfig().get(UserConfig.KEY);
        PersonIdent author = user.isAuthorNameImplicit() || user.isAuthorEmailImplicit()
                ? agent()
                : named(user.getAuthorName(), user.getAuthorEmail());
        PersonIdent committer = user.isCommitterNameImplicit() || user.isCommitterEmailImplicit()
                ? agent()
                : named(user.getCommitterName(), user.getCommitterEmail());
        return insert(tree, parent, message, author, committer);
    }

    private static PersonIdent named(String name, String email) {
        return new PersonIdent(new PersonIdent(name, email), Instant.now());
    }

    private ObjectId insert(ObjectId tree, ObjectId parent, String message, PersonIdent author, PersonIdent committer)
            throws IOException {
        CommitBuilder commit = new CommitBuilder();
        commit.setTreeId(tree);
        commit.setParentId(parent);
        commit.setMessage(message);
        commit.setAuthor(author);
        commit.setCommitter(committer);
        try (ObjectInserter inserter = repository.newObjectInserter()) {
            ObjectId id = inserter.insert(commit);
            inserter.flush();
            return id;
        }
    }
}
