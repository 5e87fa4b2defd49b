package io.github.devopsagent.git.internal.approval;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.devopsagent.contract.FewerCases;
import io.github.devopsagent.contract.InEveryBuild;
import io.github.devopsagent.domain.Role;
import io.github.devopsagent.git.AllowedSigners;
import io.github.devopsagent.git.GitAdapter;
import io.github.devopsagent.git.internal.repository.TestRepository;
import io.github.devopsagent.veto.Ok;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose SSH signature an approval has. */
@FewerCases(every = 6)
class SshSignedApprovalTest {

    private static final String SECURITY_KEY_SIGNATURE =
            "U1NIU0lHAAAAAQAAAEoAAAAac2stc3NoLWVkMjU1MTlAb3BlbnNzaC5jb20AAAAgAAECAwQFBgcICQoLDA0ODxAR"
                    + "EhMUFRYXGBkaGxwdHh8AAAAEc3NoOgAAAANnaXQAAAAAAAAABnNoYTUxMg==";

    @TempDir
    Path directory;

    private ApprovedDeployment deployment;
    private TestRepository repo;
    private GeneratedSshKeys keys;

    @BeforeEach
    void aPlan() throws Exception {
        keys = GeneratedSshKeys.in(directory.resolve("keys")).make("qa");
        deployment = ApprovedDeployment.in(directory.resolve("app"));
        repo = deployment.repo();
    }

    private String approvedBy(String key) {
        deployment.approvals("qa");
        return keys.commit(repo, key, "qa approves");
    }

    private String line(String name) {
        return name + "@example.org " + keys.line(name);
    }

    private String judged(Map<Role, AllowedSigners> approvers) throws Exception {
        GitAdapter adapter = GitAdapter.of(repo.path()).approvers(approvers);
        return deployment
                .with(adapter)
                .judgedBy(adapter.signedApprovalRule())
                .fold(veto -> "VETO " + veto.code() + ": " + veto.reason(), Ok::note);
    }

    private String judged(String qa) throws Exception {
        return judged(Map.of(Role.QA, AllowedSigners.of(qa)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ed25519", "rsa", "ecdsa"})
    void a_signature_of_qas_key_counts_as_git_says(String type) throws Exception {
        keys.make("other", "-t", type);
        String commit = approvedBy("other");
        assertThat(judged(line("other")))
                .isEqualTo("qa signed its approval, commit " + commit.substring(0, 10) + " with "
                        + keys.fingerprint("other") + " of other@example.org");
        assertThat(keys.gitVerifies(repo, commit, line("other"))).isTrue();
    }

    @InEveryBuild
    @Test
    void without_a_signature_it_is_vetoed_and_the_veto_says_what_to_do() throws Exception {
        String commit = deployment.approved("qa");
        assertThat(judged(line("qa")))
                .startsWith("VETO unsigned_approval: the approval of qa is not signed as it has to be: commit "
                        + commit.substring(0, 10) + " qa approve brought it, and has no signature")
                .contains("git commit -S");
        assertThat(keys.gitVerifies(repo, commit, line("qa"))).isFalse();
    }

    @Test
    void a_later_signature_does_not_sign_an_earlier_approval() throws Exception {
        deployment.approved("qa");
        keys.commit(repo, "qa", "something else");
        assertThat(judged(line("qa"))).contains("has no signature");
    }

    @Test
    void an_unknown_key_is_one_that_no_role_may_use() throws Exception {
        keys.make("stranger");
        String commit = approvedBy("stranger");
        assertThat(judged(line("qa")))
                .contains("its key " + keys.fingerprint("stranger") + " is unknown: the host names it for no role");
        assertThat(keys.gitVerifies(repo, commit, line("qa"))).isFalse();
    }

    @Test
    void the_signers_of_two_lists_are_those_of_both() throws Exception {
        keys.make("other");
        approvedBy("qa");
        AllowedSigners other = AllowedSigners.of(line("other"));
        AllowedSigners qa = AllowedSigners.of(line("qa"));
        assertThat(judged(Map.of(Role.QA, other))).startsWith("VETO unsigned_approval");
        assertThat(judged(Map.of(Role.QA, other.and(qa)))).startsWith("qa signed its approval");
        assertThat(judged(Map.of(Role.QA, qa.and(other)))).startsWith("qa signed its approval");
    }

    @Test
    void a_key_of_another_role_is_named_as_such() throws Exception {
        keys.make("security");
        approvedBy("security");
        assertThat(judged(Map.of(
                        Role.QA, AllowedSigners.of(line("qa")), Role.SECURITY, AllowedSigners.of(line("security")))))
                .contains("is one of security, and not of qa");
    }

    @Test
    void a_key_of_the_developer_is_not_qas() throws Exception {
        approvedBy("qa");
        assertThat(judged(
                        Map.of(Role.QA, AllowedSigners.of(line("qa")), Role.DEVELOPER, AllowedSigners.of(line("qa")))))
                .contains("is the developer's own, and nobody approves what is their own");
    }

    @Test
    void a_key_that_signed_the_code_does_not_approve_it() throws Exception {
        repo.write("a.txt", "two");
        String code = keys.commit(repo, "qa", "code");
        approvedBy("qa");
        assertThat(judged(line("qa")))
                .contains("is the developer's own (it signed commit " + code.substring(0, 10) + ")");
    }

    @Test
    void a_key_that_signed_code_before_the_epic_or_merges_of_it_may_approve() throws Exception {
        ApprovedDeployment next = deployment;
        repo.write("a.txt", "two");
        keys.commit(repo, "qa", "code of an earlier epic");
        next.write("status.json", ApprovedDeployment.status("EP-2"));
        repo.commitAll("the next epic");
        repo.git("checkout", "-q", "-b", "side");
        repo.write("a.txt", "three").commitAll("code");
        repo.git("checkout", "-q", "main");
        repo.git("merge", "-q", "--no-ff", "--no-commit", "side");
        keys.commit(repo, "qa", "merged");
        next.write("status.json", ApprovedDeployment.status("EP-2", "qa"));
        keys.commit(repo, "qa", "qa approves");
        assertThat(judged(line("qa"))).startsWith("qa signed its approval");
    }

    @Test
    void a_revoked_key_counts_for_nobody() throws Exception {
        String commit = approvedBy("qa");
        for (String revoked : List.of(keys.line("qa"), keys.fingerprint("qa"))) {
            assertThat(judged(Map.of(Role.QA, AllowedSigners.of(line("qa")).revoking(revoked))))
                    .contains("is revoked");
        }
        Path revoked = Files.writeString(directory.resolve("revoked"), keys.line("qa") + "\n");
        repo.git("config", "gpg.ssh.revocationFile", revoked.toString());
        assertThat(keys.gitVerifies(repo, commit, line("qa"))).isFalse();
    }

    @Test
    void a_key_counts_within_its_time() throws Exception {
        String commit = approvedBy("qa");
        String valid = "qa@x valid-after=\"20200101\",valid-before=\"29990101Z\" " + keys.line("qa");
        String expired = "qa@x valid-before=\"20200101\" " + keys.line("qa");
        String early = "qa@x valid-after=\"29990101\" " + keys.line("qa");
        assertThat(judged(valid)).startsWith("qa signed");
        assertThat(judged(expired)).contains("has expired (it was valid until 20");
        assertThat(judged(early)).contains("is not valid yet (it is valid from 29");
        assertThat(keys.gitVerifies(repo, commit, valid)).isTrue();
        assertThat(keys.gitVerifies(repo, commit, expired)).isFalse();
        assertThat(keys.gitVerifies(repo, commit, early)).isFalse();
    }

    @Test
    void an_expired_key_does_not_count_for_a_commit_that_says_it_is_old() throws Exception {
        deployment.approvals("qa");
        repo.git("add", "-A");
        TestRepository.paste(
                repo.path(),
                "GIT_COMMITTER_DATE=2019-01-01T00:00:00Z git -c gpg.format=ssh -c user.signingkey="
                        + keys.directory().resolve("qa.pub") + " commit -q -S -m backdated");
        String expired = "qa@x valid-before=\"20200101\" " + keys.line("qa");
        assertThat(keys.gitVerifies(repo, repo.head(), expired)).isTrue();
        assertThat(judged(expired)).contains("has expired");
    }

    @Test
    void a_key_that_is_not_for_git_does_not_count() throws Exception {
        String commit = approvedBy("qa");
        String files = "qa@x namespaces=\"file\" " + keys.line("qa");
        assertThat(judged(files)).contains("but not for git: namespaces says so");
        assertThat(keys.gitVerifies(repo, commit, files)).isFalse();
        String both = "qa@x namespaces=\"file,git\" " + keys.line("qa");
        assertThat(judged(both)).startsWith("qa signed");
        assertThat(keys.gitVerifies(repo, commit, both)).isTrue();
    }

    /** A commit with another content, or another signature, than the signed one. */
    private String forged(String commit, String from, String to) throws Exception {
        byte[] bytes = TestRepository.paste(repo.path(), "git cat-file commit " + commit + " | base64 -w0")
                .getBytes(ISO_8859_1);
        String text = new String(Base64.getDecoder().decode(bytes), ISO_8859_1);
        Path file = Files.write(
                directory.resolve("forged"), text.replaceFirst(from, to).getBytes(ISO_8859_1));
        String id = repo.git("hash-object", "-t", "commit", "-w", file.toString());
        repo.git("reset", "-q", "--hard", id);
        return id;
    }

    @InEveryBuild
    @Test
    void a_signature_of_another_content_is_bad() throws Exception {
        String commit = forged(approvedBy("qa"), "qa approves", "qa approved");
        assertThat(judged(line("qa"))).contains("its signature is bad");
        assertThat(keys.gitVerifies(repo, commit, line("qa"))).isFalse();
    }

    @Test
    void a_signature_in_the_message_is_none() throws Exception {
        String commit = forged(approvedBy("qa"), "(?s)gpgsig (.*?-----END SSH SIGNATURE-----\n)\n", "\ngpgsig $1");
        assertThat(judged(line("qa"))).contains("has no signature");
        assertThat(keys.gitVerifies(repo, commit, line("qa"))).isFalse();
    }

    @Test
    void two_signatures_are_none() throws Exception {
        keys.make("other");
        forged(approvedBy("qa"), "(?s)(gpgsig .*?-----END SSH SIGNATURE-----\n)", "$1$1");
        assertThat(judged(line("qa"))).contains("its signature is bad", "more than one");
    }

    @Test
    void a_signature_that_cannot_be_read_is_bad() throws Exception {
        String commit = forged(approvedBy("qa"), "U1NIU0lH", "AAAAAAAA");
        assertThat(judged(line("qa"))).contains("its signature is bad", "it cannot be read");
        assertThat(keys.gitVerifies(repo, commit, line("qa"))).isFalse();
    }

    /** What a device signs cannot be made here; whose it is, the signature says at its beginning. */
    @Test
    void a_signature_of_a_security_key_is_none_that_jgit_verifies() throws Exception {
        deployment.approvals("qa");
        forged(
                repo.commitAll("qa approves"),
                "\n\n",
                "\ngpgsig -----BEGIN SSH SIGNATURE-----\n " + SECURITY_KEY_SIGNATURE
                        + "\n -----END SSH SIGNATURE-----\n\n");

        assertThat(judged(line("qa")))
                .contains("is a security key's (sk-ssh-ed25519@openssh.com), whose signatures JGit does not verify")
                .doesNotContain("bad");
    }

    @Test
    void a_signature_for_something_else_than_git_does_not_count() throws Exception {
        deployment.approvals("qa");
        repo.git("add", "-A");
        String unsigned = repo.commitAll("qa approves");
        String content = TestRepository.paste(repo.path(), "git cat-file commit " + unsigned);
        Path file = Files.writeString(directory.resolve("content"), content + "\n");
        GeneratedSshKeys.run(
                directory,
                Map.of(),
                List.of(
                        "ssh-keygen",
                        "-Y",
                        "sign",
                        "-n",
                        "file",
                        "-f",
                        keys.directory().resolve("qa").toString(),
                        file.toString()));
        String signature =
                Files.readString(directory.resolve("content.sig")).strip().replace("\n", "\n ");
        String commit = forged(unsigned, "\n\n", "\ngpgsig " + signature + "\n\n");
        assertThat(judged(line("qa"))).contains("its signature was made for 'file', and not for git");
        assertThat(keys.gitVerifies(repo, commit, line("qa"))).isFalse();
    }

    @Test
    void a_certificate_counts_if_qas_authority_made_it_for_one_of_qas_principals() throws Exception {
        keys.make("ca").make("stranger").certify("ca", "qa", "qa@example.org", "-V", "-1d:+1d");
        String commit = approvedBy("qa-cert");
        String authority = "*@example.org cert-authority " + keys.line("ca");
        assertThat(judged(authority)).startsWith("qa signed its approval");
        assertThat(keys.gitVerifies(repo, commit, authority)).isTrue();
        for (String other : List.of(
                "*@example.com cert-authority " + keys.line("ca"),
                "*@example.org cert-authority " + keys.line("stranger"),
                "*@example.org " + keys.line("ca"))) {
            assertThat(judged(other)).contains("is unknown");
            assertThat(keys.gitVerifies(repo, commit, other)).isFalse();
        }
        assertThat(judged(Map.of(Role.QA, AllowedSigners.of(authority).revoking(keys.line("ca")))))
                .contains("is revoked");
    }

    @Test
    void a_certificate_that_has_expired_does_not_count() throws Exception {
        keys.make("ca").certify("ca", "qa", "qa@example.org", "-V", "-2d:-1d");
        approvedBy("qa-cert");
        assertThat(judged("* cert-authority " + keys.line("ca"))).contains("has expired");
    }

    @Test
    void a_certificate_that_is_not_valid_yet_is_none_that_has_expired() throws Exception {
        keys.make("ca").certify("ca", "qa", "qa@example.org", "-V", "+1d:+2d");
        approvedBy("qa-cert");
        assertThat(judged("qa@example.org cert-authority " + keys.line("ca")))
                .contains("is not valid yet (its certificate is not valid at all times");
    }

    @Test
    void a_certificate_of_somebody_else_is_named_as_such() throws Exception {
        keys.make("ca").certify("ca", "qa", "other@example.org");
        approvedBy("qa-cert");
        assertThat(judged("qa@example.org cert-authority " + keys.line("ca")))
                .contains("is unknown")
                .contains("(its certificate is of other@example.org, and its authority's count of qa@example.org)");
    }

    @Test
    void a_certificate_that_somebody_changed_does_not_count() throws Exception {
        keys.make("ca").certify("ca", "qa", "no@example.org");
        String commit = approvedBy("qa-cert");
        String text = TestRepository.paste(repo.path(), "git cat-file commit " + commit);
        int begin = text.indexOf("-----BEGIN SSH SIGNATURE-----") + 29;
        int end = text.indexOf("-----END");
        String bytes = new String(Base64.getMimeDecoder().decode(text.substring(begin, end)), ISO_8859_1);
        assertThat(bytes).contains("no@example.org");
        String changed = Base64.getMimeEncoder(70, new byte[] {'\n', ' '})
                .encodeToString(
                        bytes.replace("no@example.org", "qa@example.org").getBytes(ISO_8859_1));
        forged(commit, "(?s)SIGNATURE-----.*?-----END", "SIGNATURE-----\n " + changed + "\n -----END");
        assertThat(judged("qa@example.org cert-authority " + keys.line("ca"))).contains("its signature is bad");
    }

    @Test
    void the_repositorys_configuration_names_no_signers() throws Exception {
        keys.make("stranger");
        approvedBy("stranger");
        repo.git(
                "config", "gpg.ssh.allowedSignersFile", directory.resolve("all").toString());
        Files.writeString(directory.resolve("all"), "* " + keys.line("stranger") + "\n");
        assertThat(judged(line("qa"))).contains("is unknown");
    }

    @Test
    void a_merge_that_brings_an_approval_needs_a_signature_of_its_own() throws Exception {
        approvedBy("qa");
        repo.git("checkout", "-q", "-b", "side");
        repo.write("b.txt", "x").commitAll("something else");
        repo.git("checkout", "-q", "main");
        deployment.approved();
        repo.git("checkout", "-q", "side");
        repo.git("merge", "-q", "--no-commit", "-s", "ours", "main");
        repo.commitAll("ours");
        assertThat(judged(line("qa"))).contains(" ours brought it, and has no signature");
    }

    @Test
    void what_qa_took_back_is_not_signed_by_whoever_restores_it() throws Exception {
        approvedBy("qa");
        deployment.write("backup/status.json", ApprovedDeployment.status("EP-1", "qa"));
        repo.commitAll("a backup");
        repo.git("checkout", "-q", "-b", "side");
        deployment.write("note.txt", "x");
        repo.commitAll("something else");
        repo.git("checkout", "-q", "main");
        deployment.approvals();
        keys.commit(repo, "qa", "qa takes it back");
        repo.git("tag", "back");
        repo.git("merge", "-q", "--no-commit", "--no-ff", "side");
        deployment.write("status.json", "<<<<<<< HEAD");
        repo.commitAll("conflict");
        deployment.approved("qa");
        assertThat(judged(line("qa"))).contains("qa approve brought it, and has no signature");
        repo.git("reset", "-q", "--hard", "back");
        Files.delete(deployment.consensus().resolve("status.json"));
        repo.commitAll("gone");
        deployment.approved("qa");
        assertThat(judged(line("qa"))).contains("qa approve brought it, and has no signature");
    }

    @Test
    void a_copy_of_a_signed_approval_is_not_signed() throws Exception {
        approvedBy("qa");
        deployment = deployment.at(repo.path().resolve("copy"));
        deployment.approved("qa");
        assertThat(judged(line("qa"))).contains("qa approve brought it, and has no signature");
    }

    @Test
    void a_certificate_of_the_developers_key_is_the_developers_own_key() throws Exception {
        keys.make("dev").make("ca").certify("ca", "dev", "qa@example.org");
        approvedBy("dev-cert");
        AllowedSigners qa = AllowedSigners.of("qa@example.org cert-authority " + keys.line("ca"));
        assertThat(judged(Map.of(Role.QA, qa))).startsWith("qa signed its approval");
        for (String developer : List.of(line("dev"), "dev " + keys.line("dev-cert"), line("ca"))) {
            assertThat(judged(Map.of(Role.QA, qa, Role.DEVELOPER, AllowedSigners.of(developer))))
                    .contains("is the developer's own");
        }
        String sameAuthority = "dev@example.org cert-authority " + keys.line("ca");
        assertThat(judged(Map.of(Role.QA, qa, Role.DEVELOPER, AllowedSigners.of(sameAuthority))))
                .startsWith("qa signed its approval");
    }

    @Test
    void without_a_history_nothing_is_signed() throws Exception {
        ApprovedDeployment nowhere = deployment.at(Files.createDirectories(directory.resolve("nowhere")));
        nowhere.approvals("qa");
        GitAdapter adapter = GitAdapter.of(repo.path()).approvers(Map.of(Role.QA, AllowedSigners.of(line("qa"))));
        assertThat(nowhere.with(adapter)
                        .judgedBy(adapter.signedApprovalRule())
                        .getLeft()
                        .reason())
                .contains("is in no git repository");
    }

    @Test
    void without_signers_of_qa_there_are_no_approvers() {
        assertThatThrownBy(() ->
                        GitAdapter.of(repo.path()).approvers(Map.of(Role.SECURITY, AllowedSigners.of(line("qa")))))
                .hasMessageContaining("no signers of qa");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "qa@x",
                "qa@x ssh-ed25519",
                "qa@x ssh-ed25519 AAAA",
                "qa@x ssh-rsa AAAAC3NzaC1lZDI1NTE5AAAAIA==",
                "qa@x valid-after=tomorrow ssh-ed25519 AAAA",
                "qa@x colour=red ssh-ed25519 AAAA",
                "qa@x cert-authority=yes ssh-ed25519 AAAA",
                "qa@x valid-after ssh-ed25519 AAAA"
            })
    void lines_that_cannot_be_read_are_refused_when_they_are_given(String line) {
        assertThatThrownBy(() -> AllowedSigners.of("# a comment\n\n" + line))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("line 3 of the allowed signers");
    }

    @Test
    void a_public_key_alone_is_refused_with_the_line_that_would_be_right() {
        String key = keys.line("qa");
        assertThatThrownBy(() -> AllowedSigners.of(key))
                .hasMessageContaining("line 1 of the allowed signers: it is a public key without a principal in front")
                .hasMessageContaining("qa@example.org ssh-ed25519 AAAA…");
    }

    /** Qa would be told to sign again, which would not help. */
    @ParameterizedTest
    @ValueSource(strings = {"", "# nobody yet\n\n"})
    void signers_without_a_key_are_refused(String text) throws Exception {
        approvedBy("qa");
        Path file = Files.writeString(directory.resolve("signers"), text);
        assertThatThrownBy(() -> judged(text)).hasMessageContaining("have no key");
        assertThatThrownBy(() -> judged(Map.of(Role.QA, AllowedSigners.at(file))))
                .hasMessageContaining("The allowed signers in " + file + " have no key")
                .hasMessageContaining("qa@example.org ssh-ed25519 AAAA…");
        AllowedSigners both = AllowedSigners.at(file).and(AllowedSigners.of(line("qa")));
        assertThat(judged(Map.of(Role.QA, both))).startsWith("qa signed");
    }
}
