package io.github.devopsagent.git.internal.credential;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.git.internal.setting.GitSetting;
import io.github.devopsagent.git.internal.setting.SettingList;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.jgit.transport.CredentialItem;
import org.eclipse.jgit.transport.URIish;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Credentials that helpers give. */
class HelperCredentialsTest {

    @TempDir
    Path directory;

    private final List<String> secrets = new ArrayList<>();
    private final CredentialItem.Username user = new CredentialItem.Username();
    private final CredentialItem.Password password = new CredentialItem.Password();

    private HelperCredentials of(String... helpers) {
        return new HelperCredentials(
                new SettingList(Stream.of(helpers)
                        .map(helper -> new GitSetting("credential", "", "helper", helper, "here"))
                        .toList()),
                System.getenv(),
                Duration.ofSeconds(2),
                secrets::add);
    }

    private boolean asked(HelperCredentials credentials, String url) throws Exception {
        return credentials.get(new URIish(url), user, password);
    }

    @Test
    void are_put_together_from_several() throws Exception {
        HelperCredentials credentials = of(
                "!echo username=me; true", "!sed s/^/x/ >" + directory.resolve("seen") + "; echo password=p=q; true");

        assertThat(asked(credentials, "https://h/x")).isTrue();
        assertThat(user.getValue()).isEqualTo("me");
        assertThat(password.getValue()).containsExactly("p=q".toCharArray());
        assertThat(secrets).contains("p=q");
        assertThat(Files.readString(directory.resolve("seen"))).contains("xusername=me");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "!f() { set -x; echo username=me; echo \"password=s3cr3t\"; false; }; f",
                "!f() { echo password=s3cr3t; echo oauth_refresh_token=s3cr3t-2; exit 3; }; f",
                "!f() { echo 'password s3cr3t is broken' >&2; exit 3; }; f",
                "!f() { echo 'TOKEN=s3cr3t expired' >&2; exit 3; }; f",
                "!no-such-command --token=s3cr3t;"
            })
    void of_a_helper_that_fails_are_not_in_what_is_said_of_it(String helper) throws Exception {
        HelperCredentials credentials = of(helper);

        assertThat(asked(credentials, "https://h/x")).isFalse();
        assertThat(credentials.complaints().toString())
                .contains("credential.helper in here ended with exit code ", "echo url=https://h | git credential fill")
                .doesNotContain("s3cr3t");
        assertThat(secrets.contains("s3cr3t")).isEqualTo(helper.contains("password="));
        assertThat(secrets.contains("s3cr3t-2")).isEqualTo(helper.contains("s3cr3t-2"));
    }

    @Test
    void are_not_waited_for_without_end() throws Exception {
        HelperCredentials credentials = of("!sleep 1000; true");

        assertThat(asked(credentials, "https://h/x")).isFalse();
        assertThat(credentials.complaints().toString()).contains("did not answer within 2 seconds");
    }

    @Test
    void are_not_asked_of_others_once_one_says_stop() throws Exception {
        HelperCredentials credentials =
                of("!echo quit=1; true", "!echo username=me; echo password=p; touch " + directory.resolve("asked"));

        assertThat(asked(credentials, "https://h/x")).isFalse();
        assertThat(directory.resolve("asked")).doesNotExist();
    }

    @Test
    void that_have_expired_are_none() throws Exception {
        assertThat(asked(of("!printf 'username=me\\npassword=p\\npassword_expiry_utc=1000\\n'; true"), "https://h/x"))
                .isFalse();
    }

    @Test
    void are_not_asked_for_another_host_by_a_line_in_the_url() throws Exception {
        HelperCredentials credentials = of("!echo username=me; echo password=p; touch " + directory.resolve("asked"));

        assertThat(credentials.get(new URIish("https://h/x").setUser("a\nhost=bank"), user, password))
                .isFalse();
        assertThat(directory.resolve("asked")).doesNotExist();
    }

    @Test
    void that_were_refused_are_not_given_again() throws Exception {
        HelperCredentials credentials = of("!echo username=me; echo password=p; true");
        URIish url = new URIish("https://h/x");

        assertThat(credentials.get(url, user, password)).isTrue();
        credentials.reset(url);
        assertThat(credentials.get(url, user, password)).isFalse();
    }

    @Test
    void are_asked_with_nothing_that_leads_to_a_person_or_another_repository() throws Exception {
        HelperCredentials credentials =
                of("!echo \"username=$GIT_TERMINAL_PROMPT$GIT_DIR$(pwd)\"; echo password=p; true");

        assertThat(asked(credentials, "https://h/x")).isTrue();
        assertThat(user.getValue()).isEqualTo("0/");
    }
}
