package io.github.devopsagent.git.internal.repository;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.devopsagent.executor.ExecutionContext;
import io.github.devopsagent.git.internal.message.GitRefusal;
import io.github.devopsagent.git.internal.process.StepFileSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.lib.Config;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The configuration that an open repository has, compared with what git itself reads. */
class RepositoryConfigTest {

    @TempDir
    Path directory;

    private TestRepository repo;
    private Path home;
    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void a_user_with_a_repository() throws IOException {
        repo = TestRepository.in(directory.resolve("work").resolve("app"));
        home = Files.createDirectory(directory.resolve("home"));
        environment.put("HOME", home.toString());
        environment.put("GIT_CONFIG_NOSYSTEM", "1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gitdir:%work/app/.git",
                "gitdir:%work/",
                "gitdir:%WORK/",
                "gitdir/i:%WORK/",
                "gitdir:app/",
                "gitdir:%work/*/.git",
                "gitdir:%work/a[a-p]p/.git",
                "gitdir:%work/a[!p]p/.git",
                "gitdir:%work/\\\\app/.git",
                "gitdir:%elsewhere/",
                "gitdir:~/",
                "onbranch:main",
                "onbranch:m*",
                "onbranch:other",
                "hasconfig:remote.*.url:https://example.com/**",
                "hasconfig:remote.*.url:https://example.org/**",
                "unknown:x"
            })
    void has_what_is_included_where_the_condition_holds(String condition) throws Exception {
        repo.git("remote", "add", "origin", "https://example.com/a/b.git");
        Files.writeString(home.resolve("inc"), "[core]\n\thooksPath = of-include\n[commit]\n\tgpgSign\n");
        Files.writeString(
                home.resolve(".gitconfig"),
                "[core]\n\thooksPath = before\n\tautocrlf = true\n[includeIf \""
                        + condition.replace("%", directory + "/") + "\"]\n\tpath = inc\n");

        assertReadAsByGit("core.hooksPath", "core.autocrlf", "commit.gpgSign");
    }

    @Test
    void has_the_last_word_of_each_file_and_the_last_file() throws Exception {
        Files.writeString(home.resolve("inc"), "[core]\n\thooksPath = of-include\n\tautocrlf = input\n\teol = crlf\n");
        Files.writeString(
                home.resolve(".gitconfig"),
                "[includeIf \"gitdir:" + directory + "/\"]\n\tpath = ~/inc\n[core]\n\thooksPath = after\n");
        repo.git("config", "core.eol", "lf");

        assertReadAsByGit("core.hooksPath", "core.autocrlf", "core.eol");
    }

    @Test
    void has_what_the_repository_includes() throws Exception {
        repo.write(".git/inc", "[filter \"a \\\"b\\\\\"]\n\tsmudge = \"x \\\\ # y\\t\\n\"\n");
        repo.git("config", "includeIf.onbranch:main.path", "inc");

        assertReadAsByGit("filter.a \"b\\.smudge");
    }

    @Test
    void has_that_of_the_work_tree_last() throws Exception {
        repo.git("config", "extensions.worktreeConfig", "true");
        repo.git("config", "core.autocrlf", "false");
        repo.git("config", "--worktree", "core.autocrlf", "input");

        assertReadAsByGit("core.autocrlf");
    }

    @Test
    void has_that_of_the_environment_above_all() throws Exception {
        Path included = Files.writeString(directory.resolve("inc"), "[core]\n\teol = crlf\n");
        repo.git("config", "core.autocrlf", "false");
        environment.putAll(Map.of(
                "GIT_CONFIG_COUNT", "2",
                "GIT_CONFIG_KEY_0", "core.autocrlf",
                "GIT_CONFIG_VALUE_0", "true",
                "GIT_CONFIG_KEY_1", "include.path",
                "GIT_CONFIG_VALUE_1", included.toString()));
        environment.put("GIT_CONFIG_PARAMETERS", "'core.hookspath'='it'\\''s' 'core.logallrefupdates'= 'core.a=b=c'");

        assertReadAsByGit("core.autocrlf", "core.eol", "core.hooksPath", "core.logAllRefUpdates", "core.a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"HOME", "XDG_CONFIG_HOME", "GIT_CONFIG_GLOBAL", "none"})
    void has_that_of_the_user_that_the_environment_names(String variable) throws Exception {
        Path other = Files.createDirectories(directory.resolve("other"));
        String text = "[user]\n\tname = " + variable + "\n";
        Files.writeString(home.resolve(".gitconfig"), "[user]\n\temail = home@example.com\n");
        Files.createDirectories(home.resolve(".config/git"));
        Files.writeString(home.resolve(".config/git/config"), "[user]\n\tname = Standard\n\temail = standard\n");
        Files.writeString(other.resolve(".gitconfig"), text);
        Files.createDirectory(other.resolve("git"));
        Files.writeString(other.resolve("git").resolve("config"), text);
        environment.put(variable, variable.equals("GIT_CONFIG_GLOBAL") ? other + "/.gitconfig" : other.toString());

        assertReadAsByGit("user.name", "user.email");
    }

    @Test
    void names_the_users_attributes_where_git_looks_for_them() throws Exception {
        Files.createDirectories(home.resolve(".config/git"));
        Files.writeString(home.resolve(".config/git/attributes"), "*.id ident\n*.txt text\n");
        assertThat(rulesOfUser()).isEqualTo(2);

        Files.writeString(home.resolve("mine"), "*.id ident\n");
        Files.writeString(home.resolve(".gitconfig"), "[core]\n\tattributesFile = " + home.resolve("mine") + "\n");
        assertThat(rulesOfUser()).isEqualTo(1);
    }

    private int rulesOfUser() throws Exception {
        try (OpenWorkTree tree = open()) {
            return tree.repository()
                    .createAttributesNodeProvider()
                    .getGlobalAttributesNode()
                    .getRules()
                    .size();
        }
    }

    @Test
    void is_read_once_so_that_each_value_stands_once() throws Exception {
        Files.writeString(
                home.resolve(".gitconfig"),
                "[remote \"all\"]\n\turl = https://example.com/a\n\turl = https://example.com/b\n");

        try (OpenWorkTree tree = open()) {
            assertThat(tree.repository().getConfig().getStringList("remote", "all", "url"))
                    .containsExactly("https://example.com/a", "https://example.com/b");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "-1", "1"})
    void is_refused_where_git_stops_at_the_environment(String count) {
        environment.put("GIT_CONFIG_COUNT", count);

        assertThatThrownBy(this::open).isInstanceOf(GitRefusal.class).hasMessageContaining("GIT_CONFIG_COUNT");
    }

    @Test
    void is_refused_where_a_path_is_known_to_git_alone() throws IOException {
        Files.writeString(home.resolve(".gitconfig"), "[include]\n\tpath = ~root/inc\n");

        assertThatThrownBy(this::open)
                .isInstanceOf(GitRefusal.class)
                .hasMessageContaining("include.path in " + home.resolve(".gitconfig"))
                .hasMessageContaining("~root/inc");
    }

    private OpenWorkTree open() throws IOException, GitRefusal {
        ExecutionContext context =
                new ExecutionContext("EP-1", "DEP-001", "production", repo.path(), Map.copyOf(environment));
        return OpenWorkTree.open(new WorkTreeLocation(repo.path(), List.of()), StepFileSystem.of(context));
    }

    private void assertReadAsByGit(String... keys) throws Exception {
        try (OpenWorkTree tree = open()) {
            assertThat(Arrays.stream(keys)
                            .map(key -> key + "=" + read(tree.repository().getConfig(), key)))
                    .containsExactlyElementsOf(Arrays.stream(keys)
                            .map(key -> key + "=" + byGit(key))
                            .toList());
        }
    }

    private static String read(Config config, String key) {
        int first = key.indexOf('.');
        int last = key.lastIndexOf('.');
        String value = config.getString(
                key.substring(0, first), first < last ? key.substring(first + 1, last) : null, key.substring(last + 1));
        return value == null ? "(none)" : value;
    }

    private String byGit(String key) {
        try {
            ProcessBuilder builder = new ProcessBuilder("git", "config", "-z", "--get", key)
                    .directory(repo.path().toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("GIT_") || name.startsWith("XDG_"));
            builder.environment().putAll(environment);
            Process process = builder.start();
            String value = new String(process.getInputStream().readAllBytes(), UTF_8);
            if (process.waitFor() != 0) {
                return "(none)";
            }
            String text = value.substring(0, value.length() - 1);
            return text.isEmpty() ? "true" : text;
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
