package io.github.devopsagent.examples;

import io.github.devopsagent.DeploymentAudit;
import io.github.devopsagent.DevOpsAgent;
import io.github.devopsagent.Outcome;
import io.github.devopsagent.domain.Role;
import io.github.devopsagent.git.AllowedSigners;
import io.github.devopsagent.git.GitAdapter;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.StoredConfig;

/**
 * Qa approves by a commit that it signs, and that is deployed. Then code changes after an approval, which is stale; and the
 * developer writes qa's approval, which is forged. Both are vetoes. In the end the records are audited.
 *
 * <p>Needs {@code ssh-keygen}, which makes the keys.
 */
public final class SignedApproval {

    private final Path repository;
    private final Path keys;
    private final PrintStream out;

    private SignedApproval(Path repository, Path keys, PrintStream out) {
        this.repository = repository;
        this.keys = keys;
        this.out = out;
    }

    /**
     * Runs the example; exits with 0 if it went as expected, and with 1 otherwise.
     *
     * @param args none
     * @throws IOException if a file cannot be written
     * @throws GitAPIException if git objects
     * @throws InterruptedException if the thread is interrupted
     */
    public static void main(String[] args) throws IOException, GitAPIException, InterruptedException {
        Approvals approvals =
                in(Shipped.newDirectory("approved-service"), System.out).deployAll();
        System.out.println(approvals);
        System.exit(approvals.isAsExpected() ? 0 : 1);
    }

    static SignedApproval in(Path parent, PrintStream out) throws IOException, GitAPIException, InterruptedException {
        Path repository = Files.createDirectories(parent.resolve("service"));
        Path keys = Files.createDirectories(parent.resolve("keys"));
        for (String role : new String[] {"qa", "developer"}) {
            Process made = new ProcessBuilder("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", role, "-f", role)
                    .directory(keys.toFile())
                    .inheritIO()
                    .start();
            if (made.waitFor() != 0) {
                throw new IOException("ssh-keygen made no key");
            }
        }
        Git.init()
                .setInitialBranch("main")
                .setDirectory(repository.toFile())
                .call()
                .close();
        return new SignedApproval(repository, keys, out);
    }

    Approvals deployAll() throws IOException, GitAPIException {
        write("EP-1", "Hello", "");
        commit("developer", "Greet");
        write("EP-1", "Hello", ", \"qa\"");
        commit("qa", "qa approves");
        Outcome signed = deploy();

        write("EP-2", "Good morning", "");
        commit("developer", "Greet in the morning");
        write("EP-2", "Good morning", ", \"qa\"");
        commit("qa", "qa approves");
        write("EP-2", "Good evening", ", \"qa\"");
        commit("developer", "Greet in the evening");
        Outcome stale = deploy();

        write("EP-3", "Good night", "");
        commit("developer", "Greet at night");
        write("EP-3", "Good night", ", \"qa\"");
        commit("developer", "qa approves, says the developer");
        Outcome forged = deploy();
        return new Approvals(signed, stale, forged, DeploymentAudit.of(consensus()));
    }

    Path consensus() {
        return repository.resolve("consensus");
    }

    void write(String epic, String greeting, String qa) throws IOException {
        Files.writeString(repository.resolve("greeting.txt"), greeting + "\n");
        Map<String, String> words = Map.of("@EPIC@", epic, "@QA@", qa);
        Shipped.copy("approved-service/status.json", consensus().resolve("status.json"), words);
        for (String file : new String[] {"plan.json", "test_results.json"}) {
            Shipped.copy(
                    "approved-service/" + file, consensus().resolve("artifacts").resolve(file), words);
        }
    }

    /** Signed with the key of the role, which is all that tells who it was: anybody can write a name. */
    void commit(String role, String message) throws IOException, GitAPIException {
        try (Git git = Git.open(repository.toFile())) {
            StoredConfig config = git.getRepository().getConfig();
            config.setString("gpg", null, "format", "ssh");
            config.setString("user", null, "signingKey", keys.resolve(role).toString());
            config.save();
            for (String path : new String[] {
                "greeting.txt",
                "consensus/status.json",
                "consensus/artifacts/plan.json",
                "consensus/artifacts/test_results.json"
            }) {
                git.add().addFilepattern(path).call();
            }
            PersonIdent qa = new PersonIdent("Qa", "qa@example.org");
            git.commit()
                    .setMessage(message)
                    .setAuthor(qa)
                    .setCommitter(qa)
                    .setSign(true)
                    .call();
        }
    }

    private Outcome deploy() throws IOException {
        GitAdapter git = GitAdapter.of(repository)
                .approvers(Map.of(
                        Role.QA, AllowedSigners.of("qa@example.org " + Files.readString(keys.resolve("qa.pub"))),
                        Role.DEVELOPER,
                                AllowedSigners.of(
                                        "dev@example.org " + Files.readString(keys.resolve("developer.pub")))));
        Outcome outcome = DevOpsAgent.builder()
                .consensus(consensus())
                .workingDirectory(repository)
                .evidenceSource(git.approvalEvidence())
                .vetoRule(GitAdapter.STALE_APPROVAL, git.freshApprovalRule())
                .vetoRule(GitAdapter.UNSIGNED_APPROVAL, git.signedApprovalRule())
                .run();
        out.println(outcome);
        return outcome;
    }

    /** What happened. */
    record Approvals(Outcome signed, Outcome stale, Outcome forged, DeploymentAudit audit) {

        boolean isAsExpected() {
            return signed instanceof Outcome.Deployed
                    && isVeto(stale, GitAdapter.STALE_APPROVAL)
                    && isVeto(forged, GitAdapter.UNSIGNED_APPROVAL)
                    && audit.isIntact();
        }

        private static boolean isVeto(Outcome outcome, String code) {
            return outcome instanceof Outcome.Vetoed vetoed
                    && vetoed.vetoes().size() == 1
                    && vetoed.vetoes().get(0).code().equals(code);
        }

        @Override
        public String toString() {
            return """
                    == in short ==
                    signed: %s
                    stale:  %s
                    forged: %s
                    %s
                    %s""".formatted(
                            signed.getClass().getSimpleName(),
                            stale.getClass().getSimpleName(),
                            forged.getClass().getSimpleName(),
                            audit,
                            isAsExpected() ? "as it should be" : "NOT as it should be");
        }
    }
}
