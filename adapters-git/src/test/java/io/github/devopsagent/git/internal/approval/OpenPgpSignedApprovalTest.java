package io.github.devopsagent.git.internal.approval;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.git.internal.repository.TestRepository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose OpenPGP signature an approval has. */
class OpenPgpSignedApprovalTest {

    @TempDir
    Path directory;

    private Path home;
    private ApprovedDeployment deployment;
    private TestRepository repo;

    @BeforeEach
    void aKeyRing() throws Exception {
        Assumptions.assumeTrue(SshKeys.isInstalled("gpg"), "gpg is not installed: OpenPGP was not tried");
        // The path of an agent's socket must be short.
        home = Files.createTempDirectory(
                "gpg", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path script = Files.writeString(
                directory.resolve("gpg"), "#!/bin/sh\nexec gpg --homedir " + home + " --batch --no-tty \"$@\"\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
        deployment = ApprovedDeployment.in(directory.resolve("app"));
        repo = deployment.repo();
        repo.git("config", "gpg.program", script.toString());
    }

    @AfterEach
    void noAgentIsLeft() throws Exception {
        SshKeys.run(directory, Map.of(), List.of("gpgconf", "--homedir", home.toString(), "--kill", "all"));
        try (Stream<Path> files = Files.walk(home)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }

    private String gpg(String... arguments) {
        List<String> command =
                new ArrayList<>(List.of("gpg", "--homedir", home.toString(), "--batch", "--no-tty", "-q"));
        command.addAll(List.of(arguments));
        return SshKeys.run(directory, Map.of(), command);
    }

    /** The fingerprint. */
    private String make(String name, String expiry) {
        gpg("--passphrase", "", "--quick-gen-key", name + " <" + name + "@example.org>", "rsa2048", "sign", expiry);
        return gpg("--list-keys", "--with-colons", name + "@example.org")
                .lines()
                .filter(line -> line.startsWith("fpr:"))
                .findFirst()
                .orElseThrow()
                .split(":")[9];
    }

    private String approvedBy(String fingerprint) {
        deployment.approvals("qa");
        repo.git("add", "-A");
        repo.git("-c", "user.signingkey=" + fingerprint, "commit", "-q", "-S", "-m", "qa approves");
        return repo.head();
    }

    private String judged(String... signers) {
        return JudgedElsewhere.says(repo.path(), Map.of("GNUPGHOME", home.toString()), List.of(signers))
                .lines()
                .filter(line -> !line.startsWith("SLF4J") && !line.startsWith("[main]"))
                .reduce("", (one, other) -> one + other);
    }

    private boolean gitVerifies(String commit) {
        try {
            repo.git("verify-commit", commit);
            return true;
        } catch (AssertionError e) {
            return false;
        }
    }

    @Test
    void a_key_that_the_host_names_counts_and_no_other() throws Exception {
        String qa = make("qa", "0");
        String other = make("other", "0");
        String commit = approvedBy(qa);
        assertThat(judged("qa=" + qa)).startsWith("qa signed its approval").contains("qa@example.org");
        assertThat(gitVerifies(commit)).isTrue();
        assertThat(judged("qa=" + other)).contains("is unknown: the host names it for no role");
        assertThat(judged("qa=" + other, "security=" + qa)).contains("is one of security, and not of qa");
        assertThat(judged("qa=" + qa, "developer=" + qa)).contains("is the developer's own");
        assertThat(judged("qa=" + qa, "revoked=" + qa)).contains("is revoked");
    }

    @Test
    void a_changed_commit_has_a_bad_signature_and_a_key_outside_of_the_ring_is_unknown() throws Exception {
        String qa = make("qa", "0");
        String commit = approvedBy(qa);
        String forged = TestRepository.paste(
                repo.path(),
                "git cat-file commit " + commit
                        + " | sed 's/qa approves/qa approved/' | git hash-object -t commit -w --stdin");
        repo.git("reset", "-q", "--hard", forged);
        assertThat(judged("qa=" + qa)).contains("its signature is bad");
        assertThat(gitVerifies(forged)).isFalse();
        gpg("--yes", "--delete-secret-and-public-key", qa);
        assertThat(judged("qa=" + qa)).contains("is unknown", "not in the key ring");
    }

    @Test
    void a_missing_artifact_is_named_before_anything_is_done() throws Exception {
        String qa = make("qa", "0");
        approvedBy(qa);
        assertThat(JudgedElsewhere.says(
                        repo.path(),
                        Map.of("GNUPGHOME", home.toString()),
                        List.of("qa=" + qa),
                        "org.eclipse.jgit.gpg.bc"))
                .contains("REFUSED Signatures of OpenPGP cannot be verified: add"
                        + " org.eclipse.jgit:org.eclipse.jgit.gpg.bc");
        SshKeys keys = SshKeys.in(directory.resolve("keys")).make("qa");
        deployment.approved();
        deployment.approvals("qa");
        keys.commit(repo, "qa", "qa approves");
        List<String> signer = List.of("qa=qa@example.org " + keys.line("qa"));
        assertThat(JudgedElsewhere.says(repo.path(), Map.of(), signer, "jgit.ssh.apache"))
                .contains("REFUSED Signatures of SSH cannot be verified: add"
                        + " org.eclipse.jgit:org.eclipse.jgit.ssh.apache");
        assertThat(JudgedElsewhere.says(repo.path(), Map.of(), signer, "bouncycastle"))
                .contains("such as ed25519", "add org.bouncycastle:bcprov-jdk18on");
        assertThat(JudgedElsewhere.says(repo.path(), Map.of(), signer)).contains("qa signed its approval");
    }
}
