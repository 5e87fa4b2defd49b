package io.github.devopsagent.git.internal.repository;

import io.github.devopsagent.git.internal.message.GitRefusal;
import io.github.devopsagent.git.internal.process.StepFileSystem;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.lib.CommitBuilder;
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

    /** By the same, and signed if the configuration of its work tree demands it. */
    public ObjectId signedByUser(OpenWorkTree owner, ObjectId tree, ObjectId parent, String message)
            throws IOException, GitRefusal {
        CommitBuilder commit = ofUser(tree, parent, message);
        ObjectSigning signing = new ObjectSigning(owner);
        if (signing.isOfCommits()) {
            signing.sign(commit, commit.getCommitter());
        }
        return insert(commit);
    }

    private CommitBuilder ofUser(ObjectId tree, ObjectId parent, String message) {
        UserConfig user = repository.getConfig().get(UserConfig.KEY);
        PersonIdent author = user.isAuthorNameImplicit() || user.isAuthorEmailImplicit()
                ? agent()
                : named(user.getAuthorName(), user.getAuthorEmail());
        return commit(tree, parent, message, told("GIT_AUTHOR", author), committer());
    }

    /** Whom the step's environment or git's configuration names, else the agent; now. */
    public PersonIdent committer() {
        UserConfig user = repository.getConfig().get(UserConfig.KEY);
        return told(
                "GIT_COMMITTER",
                user.isCommitterNameImplicit() || user.isCommitterEmailImplicit()
                        ? agent()
                        : named(user.getCommitterName(), user.getCommitterEmail()));
    }

    /** JGit knows these variables of the process alone, and not those of a step. */
    private PersonIdent told(String who, PersonIdent otherwise) {
        Map<String, String> environment = StepFileSystem.environment(repository.getFS());
        String name = environment.getOrDefault(who + "_NAME", "");
        String email = environment.getOrDefault(who + "_EMAIL", "");
        return name.isBlank() && email.isBlank()
                ? otherwise
                : named(
                        name.isBlank() ? otherwise.getName() : name,
                        email.isBlank() ? otherwise.getEmailAddress() : email);
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
