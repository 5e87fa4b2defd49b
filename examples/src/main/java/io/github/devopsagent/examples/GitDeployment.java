package io.github.devopsagent.examples;

import static org.eclipse.jgit.lib.Constants.HEAD;
import static org.eclipse.jgit.lib.Constants.R_TAGS;

import io.github.devopsagent.DevOpsAgent;
import io.github.devopsagent.Outcome;
import io.github.devopsagent.RunListener;
import io.github.devopsagent.git.GitAdapter;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;

/**
 * A web service that is deployed from a git repository, in which the consensus directory is, too. Version 2 was tested,
 * and goes live. Version 3 was not, which is a veto. Then it is said to be tested, goes live, is not healthy, and the
 * agent checks out and starts version 2 again.
 *
 * <p>The plan is {@code examples/git-service/consensus/artifacts/plan.json}. No git needs to be installed.
 */
public final class GitDeployment implements AutoCloseable {

    private final Team team;
    private final Git live;
    private final LiveServer server;
    private final PrintStream out;

    private GitDeployment(Team team, Git live, LiveServer server, PrintStream out) {
        this.team = team;
        this.live = live;
        this.server = server;
        this.out = out;
    }

    /**
     * Runs the example; exits with 0 if it went as expected, and with 1 otherwise.
     *
     * @param args none
     * @throws IOException if the repositories cannot be made, or the service cannot be set up or asked
     * @throws GitAPIException if git objects
     * @throws InterruptedException if the thread is interrupted
     */
    public static void main(String[] args) throws IOException, GitAPIException, InterruptedException {
        GitDeployment deployment = inNewRepositories(System.out);
        Runtime.getRuntime().addShutdownHook(new Thread(deployment::close));
        Commits commits = deployment.deployAll();
        System.out.println("\n" + commits);
        System.out.println("\nthe repository, for a look around: " + deployment.directory());
        System.exit(commits.isAsExpected() ? 0 : 1);
    }

    /** Version 1 is committed, pushed, and cloned to where it will be live. */
    static GitDeployment inNewRepositories(PrintStream out) throws IOException, GitAPIException {
        Path parent = Shipped.newDirectory("git-service");
        Team team = Team.in(parent);
        team.release("v1", "UP", "Greet");
        Path directory = parent.resolve("live");
        return new GitDeployment(team, team.deployedTo(directory), LiveServer.in(directory, out), out);
    }

    Path directory() {
        return server.directory();
    }

    Path consensus() {
        return directory().resolve("consensus");
    }

    LiveServer server() {
        return server;
    }

    Commits deployAll() throws IOException, GitAPIException, InterruptedException {
        heading("version 1 is live");
        server.script("./start.sh");
        server.answer();

        heading("version 2 was tested");
        String second = release("v2", "UP", "Greet from version 2");
        Chapter tested = deploy("v2", second);

        heading("version 3 was not");
        String third = release("v3", "DOWN: table 'orders' has no column 'discount'", "Give a discount");
        Chapter untested = deploy("v3", second);

        heading("version 3 was tested, says qa");
        Chapter broken = deploy("v3", third);

        heading("what git says");
        broken.refs().forEach((name, commit) -> out.println(commit + " " + name));
        return new Commits(second, third, tested, untested, broken);
    }

    private String release(String version, String health, String message) throws IOException, GitAPIException {
        String commit = team.release(version, health, message);
        live.fetch().call();
        out.println("the team pushed " + commit.substring(0, 10) + " (" + message + ")");
        return commit;
    }

    /** Each version is an epic of its own. The others write into the consensus directory, and commit nothing. */
    private Chapter deploy(String version, String tested) throws IOException, InterruptedException {
        Shipped.copy(
                "git-service/consensus",
                consensus(),
                Map.of("@VERSION@", version, "@TESTED@", tested, "@PORT@", String.valueOf(server.port())));
        GitAdapter git = GitAdapter.of(directory());
        DevOpsAgent.Builder agent = DevOpsAgent.builder()
                .consensus(consensus())
                .workingDirectory(directory())
                .rollbackPoint(git.rollbackPoint())
                .evidenceSource(git.testedCommitEvidence())
                .vetoRule(GitAdapter.UNTESTED_COMMIT, git.testedCommitRule())
                .listener(RunListener.printingTo(out));
        server.variables().forEach(agent::variable);
        Outcome outcome = agent.run();
        return new Chapter(outcome, server.answer(), refs());
    }

    /** The commit of HEAD, and of each tag and rollback point. */
    private Map<String, String> refs() throws IOException {
        Repository repository = live.getRepository();
        Map<String, String> refs = new LinkedHashMap<>();
        refs.put(HEAD, ObjectId.toString(repository.resolve(HEAD)));
        for (Ref ref : repository.getRefDatabase().getRefsByPrefix(R_TAGS, "refs/devops/rollback/")) {
            refs.put(ref.getName(), commit(ref).name());
        }
        return refs;
    }

    private ObjectId commit(Ref ref) throws IOException {
        Ref peeled = live.getRepository().getRefDatabase().peel(ref);
        return peeled.getPeeledObjectId() == null ? peeled.getObjectId() : peeled.getPeeledObjectId();
    }

    private void heading(String text) {
        out.println("\n== " + text + " ==");
    }

    /** Ends the server. */
    @Override
    public void close() {
        server.stop();
        live.close();
        team.close();
    }

    /**
     * What came of one deployment.
     *
     * @param answer what the service said afterwards
     * @param refs the commits of HEAD, tags and rollback points afterwards
     */
    record Chapter(Outcome outcome, String answer, Map<String, String> refs) {

        String head() {
            return refs.getOrDefault(HEAD, "nothing");
        }

        boolean ended(Class<? extends Outcome> expected, String version, String commit) {
            return expected.isInstance(outcome) && answer.equals("Hello from " + version) && head().equals(commit);
        }

        @Override
        public String toString() {
            return outcome.getClass().getSimpleName() + ", " + answer + ", at " + head().substring(0, 10);
        }
    }

    /** What happened, with the commits of versions 2 and 3. */
    record Commits(String second, String third, Chapter tested, Chapter untested, Chapter broken) {

        boolean isAsExpected() {
            return tested.ended(Outcome.Deployed.class, "v2", second)
                    && untested.ended(Outcome.Vetoed.class, "v2", second)
                    && broken.ended(Outcome.RolledBack.class, "v2", second);
        }

        @Override
        public String toString() {
            return """
                    == in short ==
                    version 2, tested:     %s
                    version 3, untested:   %s
                    version 3, on paper:   %s
                    %s""".formatted(tested, untested, broken, isAsExpected() ? "as it should be" : "NOT as it should be");
        }
    }
}
