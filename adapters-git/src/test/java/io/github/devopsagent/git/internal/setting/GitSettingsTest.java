package io.github.devopsagent.git.internal.setting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.devopsagent.git.internal.message.GitRefusal;
import io.github.devopsagent.git.internal.repository.TestRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.transport.URIish;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What git's configuration says, compared with what git itself reads. */
class GitSettingsTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[core]\n\tsshCommand = ssh -i \"/a b/key\" # not this\n",
                "[Core]sshcommand=a;b\n[core]\n sshCommand = \"a;b\" \n",
                "[credential]\nhelper\n[credential]\nhelper =\n[credential]\nhelper = \n",
                "[credential \"https://Example.com\"]\n\thelper = !f() { echo \\\"x\\\"; }; f\n",
                "[http \"a\\\"b\\\\c\"]\n\tsslVerify = no\n",
                "[http.Example]\n\tproxy = x\n",
                "[a-1]\r\n\tk = one\\\r\n two\r\n\tj = \"  x \"  \r\n",
                "[a]\n\tk = a\\tb\\nc\\\\d\n\tk2 = x   y \t\n",
                "\uFEFF[a]\n\tk = v\n",
                "[a]\n# comment\n; other\n\n\tk\n\tl = \"#;\"#x\n",
                "[a] k = v\n[b \"\"]\nk = w"
            })
    void is_read_as_git_reads_it(String text) throws Exception {
        Path file = Files.writeString(directory.resolve("config"), text);
        TestRepository repo = TestRepository.in(directory.resolve("app"));

        List<String> read = GitConfigText.read(text, "here").stream()
                .map(each -> each.section() + (each.subsection().isEmpty() ? "" : "." + each.subsection()) + "."
                        + each.name() + "\n" + each.value())
                .toList();

        List<String> byGit = Arrays.stream(repo.git("config", "--file", file.toString(), "--list", "-z")
                        .split("\0"))
                .filter(each -> !each.isEmpty())
                .map(each -> (each.contains("\n") ? each : each + "\ntrue").replace("b..k", "b.k"))
                .toList();
        assertThat(read.stream().map(String::stripTrailing))
                .isEqualTo(byGit.stream().map(String::stripTrailing).toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"k = v", "[a", "[a]\n= v", "[a]\nk = \"v\n", "[a]\nk = \\x\n", "[a \"b]\nk = v", "[a]\nk v"})
    void that_git_would_not_read_is_refused_with_its_line(String text) {
        assertThatThrownBy(() -> GitConfigText.read(text, "the file"))
                .isInstanceOf(GitRefusal.class)
                .hasMessageContaining("Line ")
                .hasMessageContaining("the file");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.com/a/b.git",
                "https://example.com:443/a",
                "https://example.com:8443/a",
                "https://EXAMPLE.com/a/b",
                "https://me@example.com/a",
                "https://sub.example.com/a/b",
                "https://example.com/ab",
                "http://example.com/a"
            })
    void of_a_url_are_found_as_git_finds_them(String url) throws Exception {
        TestRepository repo = TestRepository.in(directory.resolve("app"));
        List<String> patterns = List.of(
                "https://example.com",
                "https://example.com/a",
                "https://example.com/a/",
                "https://example.com/a/b.git",
                "https://me@example.com",
                "https://*.example.com",
                "https://example.com:8443",
                "http://example.com",
                "https://example.com/b");
        repo.git("config", "http.proxy", "plain");
        for (String pattern : patterns) {
            repo.git("config", "http." + pattern + ".proxy", pattern);
        }

        Optional<String> found = settings(repo, Map.of(), true)
                .honoured()
                .of("http", "proxy", new URIish(url))
                .map(GitSetting::value);

        assertThat(found).contains(repo.git("config", "--get-urlmatch", "http.proxy", url));
    }

    @Test
    void of_the_repository_are_told_apart_whatever_they_include() throws Exception {
        TestRepository repo = TestRepository.in(directory.resolve("app"));
        Files.writeString(repo.path().resolve(".git/more"), "[core]\n\tsshCommand = included\n");
        repo.git("config", "include.path", "more");
        repo.git("config", "extensions.worktreeConfig", "true");
        repo.git("config", "--worktree", "credential.helper", "of-worktree");

        GitSettings settings = settings(repo, Map.of(), false);
        assertThat(settings.honoured().last("core", "sshCommand")).isEmpty();
        assertThat(settings.honoured().last("credential", "helper")).isEmpty();
        assertThat(settings.ignored().last("core", "sshCommand").orElseThrow().origin())
                .endsWith("more");
        assertThat(settings.ignored().last("credential", "helper").orElseThrow().origin())
                .endsWith("config.worktree");
        assertThat(settings(repo, Map.of(), true).honoured().last("core", "sshCommand"))
                .isPresent();
    }

    @Test
    void that_are_included_on_a_condition_are_so_where_git_includes_them() throws Exception {
        TestRepository repo = TestRepository.in(directory.resolve("work/app"));
        repo.git("remote", "add", "origin", "https://example.com/x");
        Path user = directory.resolve("user");
        Files.writeString(directory.resolve("included"), "[test]\n\tfound = yes\n");
        for (String condition : List.of(
                "gitdir:" + directory.toRealPath() + "/work/",
                "gitdir:" + directory.toRealPath() + "/other/",
                "gitdir:work/",
                "gitdir:app/.git",
                "gitdir:pp/.git",
                "gitdir:./work/",
                "gitdir:WORK/",
                "gitdir/i:WORK/",
                "onbranch:main",
                "onbranch:ma*",
                "onbranch:feature/",
                "hasconfig:remote.*.url:https://example.com/**",
                "hasconfig:remote.*.url:https://elsewhere.example/**",
                "unknown:x")) {
            Files.writeString(user, "[includeIf \"" + condition + "\"]\n\tpath = included\n");

            boolean byGit = byGit(repo, user);
            boolean found = new ConfigFiles(new IncludeCondition(open(repo), directory), directory)
                    .read(user).stream().anyMatch(setting -> setting.name().equals("found"));

            assertThat(found).as(condition).isEqualTo(byGit);
        }
    }

    private static boolean byGit(TestRepository repo, Path user) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("git", "config", "--get", "test.found")
                .directory(repo.path().toFile())
                .redirectErrorStream(true);
        builder.environment().put("GIT_CONFIG_GLOBAL", user.toString());
        Process process = builder.start();
        process.getInputStream().readAllBytes();
        return process.waitFor() == 0;
    }

    @Test
    void that_include_each_other_are_refused() throws IOException {
        TestRepository repo = TestRepository.in(directory.resolve("app"));
        Path user = Files.writeString(directory.resolve("user"), "[include]\n\tpath = user\n");

        assertThatThrownBy(() -> new ConfigFiles(new IncludeCondition(open(repo), directory), directory).read(user))
                .isInstanceOf(GitRefusal.class)
                .hasMessageContaining("included by itself");
    }

    @Test
    void of_the_environment_count_most() throws Exception {
        TestRepository repo = TestRepository.in(directory.resolve("app"));
        repo.git("config", "http.proxy", "of-repository");
        Map<String, String> environment =
                Map.of("GIT_CONFIG_COUNT", "1", "GIT_CONFIG_KEY_0", "Http.Proxy", "GIT_CONFIG_VALUE_0", "told");

        GitSetting setting = settings(repo, environment, true)
                .honoured()
                .of("http", "proxy", new URIish("https://example.com/x"))
                .orElseThrow();

        assertThat(setting.value()).isEqualTo("told");
        assertThat(setting.shown()).isEqualTo("http.proxy in the environment (GIT_CONFIG_KEY_0)");
    }

    private static Repository open(TestRepository repo) throws IOException {
        return new FileRepositoryBuilder().setWorkTree(repo.path().toFile()).build();
    }

    private static GitSettings settings(TestRepository repo, Map<String, String> environment, boolean trusted)
            throws Exception {
        try (Repository repository = open(repo)) {
            return GitSettings.of(repository, environment, trusted);
        }
    }
}
