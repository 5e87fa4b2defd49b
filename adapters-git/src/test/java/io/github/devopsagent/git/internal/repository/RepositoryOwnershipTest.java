package io.github.devopsagent.git.internal.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.devopsagent.executor.StepFinding;
import io.github.devopsagent.git.GitAdapter;
import io.github.devopsagent.git.internal.message.GitRefusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A repository of another user. */
class RepositoryOwnershipTest {

    private static final int NOBODY = 65534;

    @TempDir
    Path directory;

    private final Map<String, String> environment = new HashMap<>();
    private TestRepository repo = new TestRepository(Path.of("."));

    @BeforeEach
    void a_repository() {
        repo = TestRepository.in(directory.resolve("app"));
    }

    @Test
    void of_one_s_own_is_not_asked_about() throws Exception {
        require(user(me()));
        require(ProcessOwner.ofProcess(system()));
    }

    @Test
    void is_refused_with_the_owner_the_user_and_what_to_do() throws Exception {
        String owner = Files.getOwner(repo.path()).getName();

        assertThatThrownBy(() -> require(user(me() + 1)))
                .isInstanceOf(GitRefusal.class)
                .hasMessageContaining("dubious ownership")
                .hasMessageContaining("is owned by " + owner + ", but the current user is tester (uid " + (me() + 1))
                .hasMessageContaining("git config --global --add safe.directory "
                        + repo.path().toRealPath())
                .hasMessageContaining("allowingOtherOwner()");
    }

    @Test
    void is_refused_where_only_names_can_be_compared() throws Exception {
        String owner = Files.getOwner(repo.path()).getName();

        require(new ProcessOwner(owner, Optional.empty(), Optional.empty()));
        assertThatThrownBy(() -> require(new ProcessOwner(owner + "2", Optional.empty(), Optional.empty())))
                .isInstanceOf(GitRefusal.class);
    }

    @Test
    void is_root_s_as_well_if_its_owner_called_sudo() throws Exception {
        assumeTrue(me() == 0, "only root may give a file to somebody else");
        chown(repo.path(), NOBODY);
        chown(repo.path().resolve(".git"), NOBODY);

        require(new ProcessOwner("root", Optional.of(0), Optional.of(NOBODY)));
        assertThatThrownBy(() -> require(new ProcessOwner("root", Optional.of(0), Optional.of(NOBODY - 1))))
                .isInstanceOf(GitRefusal.class);
        assertThatThrownBy(() -> require(new ProcessOwner("other", Optional.of(1), Optional.of(NOBODY))))
                .isInstanceOf(GitRefusal.class);
    }

    @Test
    void is_the_caller_s_by_the_environment() throws Exception {
        environment.put("SUDO_UID", "1234");
        assertThat(ProcessOwner.ofProcess(system()).invoker()).contains(1234);

        environment.put("SUDO_UID", "no number");
        assertThat(ProcessOwner.ofProcess(system()).invoker()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'*', true",
        "APP, true",
        "PARENT, false",
        "PARENT/*, true",
        "APP/*, false",
        "APP2, false",
        "HOME, true",
        "'*|', false",
        "'|APP', true",
        "'APP|/elsewhere', true",
        "app, false"
    })
    void is_allowed_by_what_the_user_s_configuration_says(String values, boolean allowed) throws Exception {
        String home = FS.DETECTED.userHome().getCanonicalPath();
        assumeTrue(!values.equals("HOME") || Files.isDirectory(Path.of(home)), "a path by way of the home");
        Path app = repo.path().toRealPath();
        StringBuilder config = new StringBuilder("[safe]\n");
        for (String value : values.split("\\|", -1)) {
            String path = value.replace("APP", app.toString())
                    .replace("PARENT", directory.toRealPath().toString())
                    .replace("HOME", "~/" + Path.of(home).relativize(app));
            config.append("directory = ").append(path).append('\n');
        }
        Files.writeString(userConfig(), config);

        assertThat(SafeDirectories.of(system()).contain(repo.path())).isEqualTo(allowed);
        if (allowed) {
            require(user(me() + 1));
        }
    }

    @Test
    void is_allowed_by_the_environment_after_the_configuration() throws Exception {
        Files.writeString(userConfig(), "[safe]\ndirectory = *\n");
        environment.putAll(Map.of("GIT_CONFIG_COUNT", "2", "GIT_CONFIG_KEY_0", "Safe.Directory"));
        environment.putAll(Map.of("GIT_CONFIG_VALUE_0", "", "GIT_CONFIG_KEY_1", "core.autocrlf"));
        assertThat(SafeDirectories.of(system()).values()).containsExactly("*", "");
        environment.putAll(Map.of("GIT_CONFIG_KEY_1", "safe.directory", "GIT_CONFIG_VALUE_1", "/srv"));

        assertThat(SafeDirectories.of(system()).values()).containsExactly("*", "", "/srv");
        environment.put("GIT_CONFIG_COUNT", "1");
        assertThat(SafeDirectories.of(system()).values()).containsExactly("*", "");
    }

    @Test
    void is_never_allowed_by_the_repository_itself() {
        repo.git("config", "--add", "safe.directory", "*");

        assertThatThrownBy(() -> require(user(me() + 1))).isInstanceOf(GitRefusal.class);
    }

    @Test
    void is_noticed_by_the_git_directory_of_a_linked_work_tree() throws Exception {
        assumeTrue(me() == 0, "only root may give a file to somebody else");
        Path linked = directory.resolve("linked");
        repo.git("worktree", "add", "-q", "-b", "release", linked.toString());
        Path own = repo.path().resolve(".git/worktrees/linked");
        new RepositoryOwnership(user(me()), system()).require(linked, own);
        chown(own, NOBODY);

        assertThatThrownBy(() -> new RepositoryOwnership(user(me()), system()).require(linked, own))
                .isInstanceOf(GitRefusal.class)
                .hasMessageContaining(own + " is owned by");
    }

    @Test
    void is_found_by_the_check_and_can_be_allowed() throws Exception {
        assumeTrue(me() == 0, "only root may give a file to somebody else");
        chown(repo.path().resolve(".git"), NOBODY);
        GitAdapter adapter = GitAdapter.of(repo.path());

        assertThat(adapter.rollbackPoint().check(TestRepository.deployment()).map(StepFinding::message))
                .hasValueSatisfying(message -> assertThat(message).contains("dubious ownership"));
        assertThat(adapter.allowingOtherOwner().rollbackPoint().check(TestRepository.deployment()))
                .isEmpty();
        assertThat(adapter.allowingOtherOwner()
                        .ignoring(repo.path().resolve("dir"))
                        .rollbackPoint()
                        .check(TestRepository.deployment()))
                .isEmpty();
    }

    private void require(ProcessOwner user) throws IOException, GitRefusal {
        new RepositoryOwnership(user, system()).require(repo.path(), repo.path().resolve(".git"));
    }

    private static ProcessOwner user(int uid) {
        return new ProcessOwner("tester", Optional.of(uid), Optional.empty());
    }

    private int me() {
        try {
            return (Integer) Files.getAttribute(directory, "unix:uid");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void chown(Path path, int uid) throws IOException {
        Files.setAttribute(path, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
    }

    private Path userConfig() {
        return directory.resolve("gitconfig");
    }

    /** With this test's user configuration and environment, and nobody else's. */
    private SystemReader system() {
        return new SystemReader.Delegate(SystemReader.getInstance()) {
            @Override
            public String getenv(String variable) {
                return environment.getOrDefault(variable, "");
            }

            @Override
            public FileBasedConfig openUserConfig(Config parent, FS fs) {
                return new FileBasedConfig(parent, userConfig().toFile(), fs);
            }

            @Override
            public FileBasedConfig openSystemConfig(Config parent, FS fs) {
                return new FileBasedConfig(parent, directory.resolve("none").toFile(), fs);
            }
        };
    }
}
