package io.github.devopsagent.git.internal.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.devopsagent.git.internal.message.GitRefusal;
import io.github.devopsagent.git.internal.setting.GitSettings;
import io.github.devopsagent.git.internal.setting.SettingList;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.transport.URIish;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** By what SSH is spoken. */
class SshRouteTest {

    private static final GitSettings NONE = new GitSettings(new SettingList(List.of()), new SettingList(List.of()));

    @TempDir
    Path directory;

    @Test
    void names_what_is_missing_where_there_is_nothing() {
        SshRoute route = new SshRoute(NONE, Map.of("PATH", directory.toString()), Optional.empty());

        assertThatThrownBy(route::command)
                .isInstanceOf(GitRefusal.class)
                .hasMessageContaining("no ssh in PATH")
                .hasMessageContaining("org.eclipse.jgit:org.eclipse.jgit.ssh.apache")
                .hasMessageContaining("org.bouncycastle:bcprov-jdk18on")
                .hasMessageContaining("GitAdapter.transport(…)");
    }

    @Test
    void is_the_ssh_in_path_if_nothing_else_is_named() throws Exception {
        Path ssh = Files.createFile(directory.resolve("ssh"));
        assertThat(ssh.toFile().setExecutable(true)).isTrue();

        assertThat(new SshRoute(NONE, Map.of("PATH", "/nowhere:" + directory), Optional.empty()).command())
                .contains(new SshCommand("ssh", SshVariant.SSH, "PATH"));
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "ssh -i key|SSH",
                "/usr/bin/ssh|SSH",
                "'/a b/ssh' -v|SSH",
                "A=1 B=2 ssh.exe|SSH",
                "plink|PLINK",
                "TortoisePlink.exe|TORTOISEPLINK",
                "my-wrapper|AUTO",
                "''|AUTO"
            },
            delimiter = '|',
            quoteCharacter = '`')
    void takes_a_program_for_what_its_name_says(String text, SshVariant variant) {
        assertThat(SshCommand.of(text, Optional.empty(), "x").variant()).isEqualTo(variant);
        assertThat(SshCommand.of(text, Optional.of("simple"), "x").variant()).isEqualTo(SshVariant.SIMPLE);
    }

    @Test
    void tells_no_program_a_port_that_does_not_take_one() {
        SshCommand command = new SshCommand("my-wrapper", SshVariant.SIMPLE, "GIT_SSH_COMMAND");

        assertThatThrownBy(() -> command.words(new URIish("ssh://host:2222/x"), "git-upload-pack '/x'", 5, false))
                .isInstanceOf(GitRefusal.class)
                .hasMessageContaining("port 2222")
                .hasMessageContaining("ssh.variant");
    }
}
