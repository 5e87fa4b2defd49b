package io.github.devopsagent.git.internal.approval;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.contract.FewerCases;
import io.github.devopsagent.git.internal.repository.TestRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose OpenPGP signature an approval has. */
@FewerCases(every = 6)
class OpenPgpSignedApprovalTest {

    /** The path of an agent's socket must be short. */
    private static Path home;

    private static Optional<JudgedElsewhere> judge = Optional.empty();

    @TempDir
    Path directory;

    private ApprovedDeployment deployment;
    private TestRepository repo;
    private int steps;

    @BeforeAll
    static void aDirectoryOfKeyRings() throws Exception {
        home = Files.createTempDirectory(
                "gpg", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        GeneratedSshKeys.requireInstalled("gpg", "signatures of OpenPGP");
    }

    @AfterAll
    static void nothingIsLeft() throws IOException {
        judge.ifPresent(JudgedElsewhere::close);
        Files.deleteIfExists(home);
    }

    @BeforeEach
    void aKeyRing() throws Exception {
        Path script = program("");
        deployment = ApprovedDeployment.in(directory.resolve("app"));
        repo = deployment.repo();
        repo.git("config", "gpg.program", script.toString());
    }

    /** It signs in 2020, and verifies now. */
    private Path program(String options) throws IOException {
        Path script = Files.writeString(
                directory.resolve("gpg"),
                "#!/bin/sh\ncase \"$*\" in *--verify*) then= ;; *) then='" + String.join(" ", then(23)) + " " + options
                        + "' ;; esac\nexec gpg --homedir " + home + " --batch --no-tty $then \"$@\"\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
        return script;
    }

    @AfterEach
    void noAgentIsLeft() throws Exception {
        GeneratedSshKeys.run(directory, Map.of(), List.of("gpgconf", "--homedir", home.toString(), "--kill", "all"));
        try (Stream<Path> files = Files.walk(home)) {
            files.filter(file -> !file.equals(home))
                    .sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }

    private String gpg(String... arguments) {
        List<String> command =
                new ArrayList<>(List.of("gpg", "--homedir", home.toString(), "--batch", "--no-tty", "-q"));
        command.addAll(List.of(arguments));
        return GeneratedSshKeys.run(directory, Map.of(), command);
    }

    /** In an hour of a day, so that however long a step takes, the next one comes later. */
    private static List<String> then(int hour) {
        return List.of("--faked-system-time", "20200102T%02d0000".formatted(hour));
    }

    /** In 2020, with whatever expires since then. */
    private String gpgThen(String... arguments) {
        List<String> all = new ArrayList<>(then(steps++));
        all.addAll(List.of(arguments));
        return gpg(all.toArray(String[]::new));
    }

    private List<String> fingerprints(String name) {
        return gpg("--list-keys", "--with-colons", "--with-subkey-fingerprint", name + "@example.org")
                .lines()
                .filter(line -> line.startsWith("fpr:"))
                .map(line -> line.split(":")[9])
                .toList();
    }

    private String make(String name) {
        return make(name, "ed25519", "0");
    }

    /** In 2020; the fingerprint. */
    private String make(String name, String type, String expiry) {
        gpgThen("--passphrase", "", "--quick-gen-key", name + " <" + name + "@example.org>", type, "sign", expiry);
        return fingerprints(name).get(0);
    }

    /** In 2020; the fingerprint. */
    private String subkey(String name, String type, String expiry) {
        String primary = fingerprints(name).get(0);
        gpgThen("--passphrase", "", "--quick-add-key", primary, type, "sign", expiry);
        return fingerprints(name).get(1);
    }

    /** In 2020. */
    private String approvedBy(String fingerprint) {
        deployment.approvals("qa");
        repo.git("add", "-A");
        repo.git("-c", "user.signingkey=" + fingerprint + "!", "commit", "-q", "-S", "-m", "qa approves");
        return repo.head();
    }

    private String judged(String... signers) throws IOException {
        if (judge.isEmpty()) {
            judge = Optional.of(new JudgedElsewhere(home, Map.of("GNUPGHOME", home.toString())));
        }
        return judge.get().says(repo.path(), List.of(signers));
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
        String qa = make("qa", "rsa2048", "0");
        String other = make("other");
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
        String qa = make("qa");
        String commit = approvedBy(qa);
        String forged = TestRepository.paste(
                repo.path(),
                "git cat-file commit " + commit
                        + " | sed 's/qa approves/qa approved/' | git hash-object -t commit -w --stdin");
        repo.git("reset", "-q", "--hard", forged);
        assertThat(judged("qa=" + qa)).contains("its signature is bad");
        assertThat(gitVerifies(forged)).isFalse();
        deployment.approvals();
        repo.commitAll("taken back");
        // Who is named by an address stands in the signature.
        deployment.approvals("qa");
        repo.git("add", "-A");
        repo.git("-c", "user.signingkey=qa@example.org", "commit", "-q", "-S", "-m", "qa approves");
        assertThat(judged("qa=" + qa)).startsWith("qa signed its approval");
        Path file = home.resolve("pubring.gpg");
        Path exported = directory.resolve("exported");
        gpg("--output", exported.toString(), "--export", qa);
        gpg("--yes", "--delete-secret-and-public-key", qa);
        assertThat(judged("qa=" + qa)).contains("is unknown", "not in the key ring");
        Files.createFile(Files.createDirectories(home.resolve("public-keys.d")).resolve("pubring.db"));
        assertThat(judged("qa=" + qa))
                .contains("is unknown", "gpg keeps its keys in keyboxd", "gpg --export >pubring.gpg");
        Files.move(exported, file);
        assertThat(judged("qa=" + qa)).startsWith("qa signed its approval");
    }

    /** A forge signs what it merges, and Git's users rarely have its key. */
    @Test
    void a_key_is_unknown_where_the_host_names_none_of_openpgp() throws Exception {
        approvedBy(make("qa"));
        GeneratedSshKeys keys = GeneratedSshKeys.in(directory.resolve("keys")).make("qa");

        assertThat(judged("qa=qa@example.org " + keys.line("qa")))
                .contains("its key is unknown: the host names it for no role (it is a key of OpenPGP");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsa2048", "ed25519"})
    void a_key_that_has_expired_does_not_count_until_it_is_prolonged(String type) throws Exception {
        String qa = make("qa", type, "30d");
        String commit = approvedBy(qa);
        assertThat(judged("qa=" + qa)).contains("has expired (it was valid until 2020-02-01T00:");
        assertThat(gitVerifies(commit)).isFalse();
        gpg("--quick-set-expire", qa, "0");
        assertThat(judged("qa=" + qa)).startsWith("qa signed its approval");
        assertThat(gitVerifies(commit)).isTrue();
    }

    @Test
    void a_key_that_is_revoked_in_the_key_ring_does_not_count() throws Exception {
        String qa = make("qa");
        String commit = approvedBy(qa);
        assertThat(judged("qa=" + qa)).startsWith("qa signed its approval");
        Path revocation = home.resolve("openpgp-revocs.d/" + qa + ".rev");
        Path plain = Files.writeString(
                directory.resolve("revocation"), Files.readString(revocation).replace(":-----BEGIN", "-----BEGIN"));
        gpg("--import", plain.toString());
        assertThat(judged("qa=" + qa)).contains("is revoked (the key ring of the agent's user says so)");
        assertThat(gitVerifies(commit)).isFalse();
    }

    @Test
    void a_subkey_counts_as_long_as_it_and_its_primary_key_do() throws Exception {
        String primary = make("qa");
        String subkey = subkey("qa", "rsa2048", "0");
        String commit = approvedBy(subkey);
        assertThat(judged("qa=" + subkey)).startsWith("qa signed its approval");
        assertThat(gitVerifies(commit)).isTrue();
        assertThat(judged("qa=" + subkey, "developer=" + primary)).contains("is the developer's own");
        assertThat(judged("qa=" + primary))
                .containsIgnoringCase("(it belongs to " + primary + ", which alone the host names)");
        assertThat(judged("qa=" + subkey, "revoked=" + primary)).contains("is revoked");

        gpgThen("--quick-set-expire", primary, "30d");
        assertThat(judged("qa=" + subkey)).contains("has expired");
        assertThat(gitVerifies(commit)).isFalse();
        gpg("--quick-set-expire", primary, "0");
        assertThat(judged("qa=" + subkey)).startsWith("qa signed its approval");
        assertThat(gitVerifies(commit)).isTrue();

        revokeSubkey(primary);
        assertThat(judged("qa=" + subkey)).contains("is revoked");
        assertThat(gitVerifies(commit)).isFalse();
    }

    private void revokeSubkey(String primary) {
        TestRepository.paste(
                directory,
                "printf 'key 1\\nrevkey\\ny\\n0\\n\\ny\\nsave\\n' | gpg --homedir " + home
                        + " --no-tty -q --command-fd 0 --status-fd 2 --pinentry-mode loopback --passphrase '' --edit-key "
                        + primary + " 2>&1");
    }

    @Test
    void a_subkey_that_has_expired_does_not_count() throws Exception {
        make("qa");
        String subkey = subkey("qa", "ed25519", "30d");
        String commit = approvedBy(subkey);
        assertThat(judged("qa=" + subkey)).contains("has expired (it was valid until 2020-02-01T01:");
        assertThat(gitVerifies(commit)).isFalse();
    }

    @Test
    void a_signature_that_has_expired_does_not_count() throws Exception {
        String qa = make("qa");
        program("--default-sig-expire 1d");
        String commit = approvedBy(qa);
        assertThat(judged("qa=" + qa)).contains("has expired (the signature itself was valid until 2020-01-03");
        assertThat(gitVerifies(commit)).isFalse();
    }

    @Test
    void qas_subkey_is_the_same_as_the_primary_key_that_signed_the_code() throws Exception {
        String primary = make("qa");
        String subkey = subkey("qa", "ed25519", "0");
        repo.write("a.txt", "code");
        repo.git("add", "-A");
        repo.git("-c", "user.signingkey=" + primary + "!", "commit", "-q", "-S", "-m", "code");
        approvedBy(subkey);
        assertThat(judged("qa=" + subkey)).contains("is the developer's own (it signed commit ");
    }

    /** Java's {@code user.home} is another directory. */
    @Test
    void the_key_ring_is_where_home_says() throws Exception {
        String qa = make("qa");
        approvedBy(qa);
        Path elsewhere = Files.createDirectories(directory.resolve("a home"));
        Files.createSymbolicLink(elsewhere.resolve(".gnupg"), home);
        assertThat(JudgedElsewhere.saysOnce(
                        repo.path(), Map.of("HOME", elsewhere.toString(), "GNUPGHOME", ""), List.of("qa=" + qa)))
                .contains("qa signed its approval");
    }

    @Test
    void a_missing_artifact_is_named_before_anything_is_done() throws Exception {
        String qa = make("qa");
        approvedBy(qa);
        assertThat(JudgedElsewhere.saysOnce(
                        repo.path(),
                        Map.of("GNUPGHOME", home.toString()),
                        List.of("qa=" + qa),
                        "org.eclipse.jgit.gpg.bc"))
                .contains("REFUSED Signatures of OpenPGP cannot be verified: add"
                        + " org.eclipse.jgit:org.eclipse.jgit.gpg.bc");
        GeneratedSshKeys keys = GeneratedSshKeys.in(directory.resolve("keys")).make("qa");
        deployment.approved();
        deployment.approvals("qa");
        keys.commit(repo, "qa", "qa approves");
        List<String> signer = List.of("qa=qa@example.org " + keys.line("qa"));
        assertThat(JudgedElsewhere.saysOnce(repo.path(), Map.of(), signer, "jgit.ssh.apache"))
                .contains("REFUSED Signatures of SSH cannot be verified: add"
                        + " org.eclipse.jgit:org.eclipse.jgit.ssh.apache");
        assertThat(JudgedElsewhere.saysOnce(repo.path(), Map.of(), signer, "bouncycastle"))
                .contains("such as ed25519", "add org.bouncycastle:bcprov-jdk18on");
        assertThat(JudgedElsewhere.saysOnce(repo.path(), Map.of(), signer)).contains("qa signed its approval");
    }
}
