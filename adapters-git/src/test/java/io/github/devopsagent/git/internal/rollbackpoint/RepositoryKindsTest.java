package io.github.devopsagent.git.internal.rollbackpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.contract.FewerCases;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.git.internal.repository.OpenWorkTree;
import io.github.devopsagent.git.internal.repository.TestRepository;
import io.github.devopsagent.git.internal.repository.WorkTreeLocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.jgit.lib.ConfigConstants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Repositories as people have them: a point is created and restored in each, and git finds nothing changed. */
@FewerCases(every = 4)
class RepositoryKindsTest {

    @TempDir
    Path directory;

    private TestRepository repo = new TestRepository(Path.of("."));

    @BeforeEach
    void a_repository() {
        repo = TestRepository.in(directory.resolve("app"));
    }

    @Test
    void a_linked_work_tree_whose_git_directory_is_elsewhere() {
        TestRepository main = repo;
        main.git(
                "worktree",
                "add",
                "-q",
                "-b",
                "release",
                directory.resolve("linked").toString());
        repo = new TestRepository(directory.resolve("linked"));
        String first = repo.head();

        create();
        String second = repo.write("a.txt", "two").write("new.txt", "x").commitAll("second");
        restore();

        assertThat(repo.head()).isEqualTo(first).isNotEqualTo(second);
        assertThat(repo.branch()).isEqualTo("release");
        assertThat(repo.status()).isEmpty();
        assertThat(main.git("rev-parse", "refs/devops/rollback/EP-1/DEP-001^{commit}"))
                .isEqualTo(first);
        assertThat(main.branch()).isEqualTo("main");
    }

    @Test
    void a_shallow_clone_pushed_and_not() {
        repo.write("a.txt", "two").commitAll("second");
        String third = repo.write("a.txt", "three").commitAll("third");
        TestRepository.empty(directory.resolve("remote.git"), "--bare");
        repo.git("push", "-q", directory.resolve("remote.git").toString(), "main");
        cloneOf("remote.git", "--depth=1");
        assertThat(repo.git("rev-list", "--count", "HEAD")).isEqualTo("1");

        create();
        String fourth = repo.write("a.txt", "four").commitAll("fourth");
        restore();
        assertThat(repo.head()).isEqualTo(third);
        assertThat(repo.status()).isEmpty();

        repo.git("reset", "-q", "--hard", fourth);
        repo.git("push", "-q");
        restore();
        assertThat(repo.git("rev-parse", "HEAD^@")).isEqualTo(fourth);
        assertThat(repo.read("a.txt")).isEqualTo("three");
        repo.git("push", "-q");
    }

    @Test
    void a_partial_clone() {
        repo.write("a.txt", "two").commitAll("second");
        repo.write("a.txt", "three").commitAll("third");
        repo.git("config", "uploadpack.allowFilter", "true");
        cloneOf("app", "--filter=blob:none");
        assertThat(repo.git("rev-list", "--objects", "--missing=print", "HEAD")).contains("?");

        createChangeAndRestore();
    }

    @Test
    void a_detached_head() {
        repo.git("checkout", "-q", "--detach");

        createChangeAndRestore();

        assertThat(repo.branch()).isEmpty();
    }

    @Test
    void submodules_are_left_alone_which_both_results_say() {
        withSubmodule();
        repo.write("lib/a.txt", "changed inside").write("lib/untracked.txt", "mine");

        StepResult created = create();
        repo.write("a.txt", "two").git("commit", "-q", "-m", "second", "a.txt");
        StepResult restored = restore();

        assertThat(created.reason()).contains("left alone: the submodules lib");
        assertThat(restored.reason()).contains("left alone: the submodules lib");
        assertThat(repo.read("a.txt")).isEqualTo("one");
        assertThat(repo.read("lib/a.txt")).isEqualTo("changed inside");
        assertThat(repo.read("lib/untracked.txt")).isEqualTo("mine");
    }

    @Test
    void submodules_that_were_never_fetched() {
        withSubmodule();
        repo.git("submodule", "--quiet", "deinit", "-f", "lib");

        createChangeAndRestore();
    }

    @Test
    void a_repository_without_submodules_says_nothing_of_them() {
        assertThat(create().reason()).doesNotContain("submodule");
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "input", "false"})
    void line_endings_by_autocrlf(String autocrlf) {
        repo.write("unix.txt", "a\nb\n").commitAll("lf");
        repo.git("config", "core.autocrlf", autocrlf);
        repo.git("rm", "-q", "--cached", "unix.txt");
        repo.git("reset", "-q", "--hard");
        String checkedOut = repo.read("unix.txt");

        createChangeAndRestore("unix.txt");

        assertThat(repo.read("unix.txt")).isEqualTo(checkedOut);
    }

    @ParameterizedTest
    @ValueSource(strings = {"* text=auto eol=crlf", "* text=auto eol=lf", "* -text", "*.txt text", "* binary"})
    void line_endings_by_attributes(String attributes) {
        repo.write(".gitattributes", attributes + "\n").write("x.txt", "a\nb\n").write("x.bin", "a\0\n");
        repo.commitAll("with attributes");
        repo.git("rm", "-q", "-r", "--cached", ".");
        repo.git("reset", "-q", "--hard");
        String checkedOut = repo.read("x.txt");

        createChangeAndRestore("x.txt");

        assertThat(repo.read("x.txt")).isEqualTo(checkedOut);
    }

    @Test
    void links_to_a_file_to_a_directory_and_to_nothing() throws IOException {
        link("to-file", "a.txt");
        link("to-directory", "dir");
        link("dangling", "no/such/file");
        repo.commitAll("links");
        create();
        for (String name : List.of("to-file", "to-directory", "dangling")) {
            repo.delete(name);
        }
        link("to-directory", "other");
        repo.write("to-file", "a file now")
                .write("dangling/inner.txt", "a directory now")
                .commitAll("second");

        restore();

        assertThat(target("to-file")).isEqualTo("a.txt");
        assertThat(target("to-directory")).isEqualTo("dir");
        assertThat(target("dangling")).isEqualTo("no/such/file");
        assertThat(repo.status()).isEmpty();
        assertThat(repo.read("dir/b.txt")).isEqualTo("one");
    }

    @Test
    void a_directory_that_became_a_link_and_a_link_that_became_a_directory() throws IOException {
        link("was-link", "dir");
        repo.write("was-directory/c.txt", "one").commitAll("both");
        create();
        repo.git("rm", "-q", "-r", "was-link", "was-directory");
        repo.write("was-link/b.txt", "two");
        link("was-directory", "dir");
        repo.commitAll("the other way round");

        restore();

        assertThat(target("was-link")).isEqualTo("dir");
        assertThat(repo.path().resolve("was-directory")).isDirectory();
        assertThat(Files.isSymbolicLink(repo.path().resolve("was-directory"))).isFalse();
        assertThat(repo.read("dir/b.txt")).isEqualTo("one");
        assertThat(repo.status()).isEmpty();
    }

    @Test
    void modes_from_executable_to_not_and_back() {
        repo.write("run.sh", "#!/bin/sh\n").executable("run.sh", true).commitAll("a script");
        create();
        repo.executable("run.sh", false).executable("a.txt", true).commitAll("modes only");
        assertThat(repo.git("diff", "--summary", "HEAD~1")).contains("run.sh").contains("a.txt");

        restore();

        assertThat(repo.path().resolve("run.sh")).isExecutable();
        assertThat(Files.isExecutable(repo.path().resolve("a.txt"))).isFalse();
        assertThat(repo.status()).isEmpty();
    }

    @Test
    void modes_that_are_not_looked_at() {
        repo.git("config", "core.fileMode", "false");
        repo.executable("a.txt", true);

        createChangeAndRestore();

        assertThat(repo.git("ls-files", "-s", "a.txt")).startsWith("100644");
    }

    @Test
    void names_with_spaces_umlauts_quotes_and_newlines() {
        List<String> names =
                List.of("sp ace.txt", "ümläut ß.txt", "it's \"quoted\".txt", "new\nline.txt", "-n", "*?[a]");
        names.forEach(name -> repo.write(name, "one"));
        repo.commitAll("names");
        create();
        names.forEach(name -> repo.write(name, "two"));
        repo.commitAll("second");
        names.forEach(repo::delete);

        restore();

        assertThat(names).allSatisfy(name -> assertThat(repo.read(name)).isEqualTo("one"));
        assertThat(repo.status()).isEmpty();
    }

    @Test
    void configuration_of_the_work_tree_alone() throws Exception {
        repo.write("unix.txt", "a\nb\n").commitAll("lf");
        repo.git("config", "extensions.worktreeConfig", "true");
        repo.git("config", "--worktree", "core.autocrlf", "true");
        repo.git("config", "--worktree", "filter.of work.clean", "cat");
        repo.git("rm", "-q", "--cached", "unix.txt");
        repo.git("reset", "-q", "--hard");
        assertThat(repo.read("unix.txt")).isEqualTo("a\r\nb\r\n");

        createChangeAndRestore("unix.txt");

        assertThat(repo.read("unix.txt")).isEqualTo("a\r\nb\r\n");
        try (OpenWorkTree tree = OpenWorkTree.open(new WorkTreeLocation(repo.path(), List.of()))) {
            var config = tree.repository().getConfig();
            assertThat(config.getString("filter", "of work", "clean")).isEqualTo("cat");
            assertThat(config.getBoolean(ConfigConstants.CONFIG_CORE_SECTION, "fsyncRefFiles", false))
                    .isTrue();
        }
    }

    @Test
    void a_sparse_checkout_that_is_switched_off_again() {
        repo.write("other/c.txt", "x").commitAll("second");
        repo.git("sparse-checkout", "set", "--cone", "dir");
        repo.git("sparse-checkout", "disable");

        createChangeAndRestore();
    }

    private void withSubmodule() {
        TestRepository library = TestRepository.in(directory.resolve("library"));
        repo.addSubmodule(library, "lib");
        repo.commitAll("with a submodule");
    }

    /** Over the protocol, since a copy of a directory is never shallow or partial. */
    private void cloneOf(String name, String option) {
        String url = directory.resolve(name).toUri().toString();
        new TestRepository(directory)
                .git("clone", "-q", option, url, directory.resolve("clone").toString());
        repo = new TestRepository(directory.resolve("clone"));
    }

    private void createChangeAndRestore() {
        createChangeAndRestore("a.txt");
    }

    private void createChangeAndRestore(String file) {
        String first = repo.head();
        String status = repo.status();
        String content = repo.read(file);
        create();
        repo.write(file, "changed\n").git("commit", "-q", "-m", "changed", file);
        repo.write(file, "changed again\n");

        restore();

        assertThat(repo.head()).isEqualTo(first);
        assertThat(repo.status()).isEqualTo(status);
        assertThat(repo.read(file)).isEqualTo(content);
    }

    private void link(String name, String target) throws IOException {
        Files.createSymbolicLink(repo.path().resolve(name), Path.of(target));
    }

    private String target(String name) throws IOException {
        Path link = repo.path().resolve(name);
        return Files.exists(link, LinkOption.NOFOLLOW_LINKS)
                ? Files.readSymbolicLink(link).toString()
                : "(missing)";
    }

    private StepResult create() {
        StepResult result = point().create(TestRepository.request());
        assertThat(result.isSuccess()).as(result.reason()).isTrue();
        return result;
    }

    private StepResult restore() {
        StepResult result = point().restore(TestRepository.request());
        assertThat(result.isSuccess()).as(result.reason()).isTrue();
        return result;
    }

    private GitRollbackPoint point() {
        return new GitRollbackPoint(new WorkTreeLocation(repo.path(), List.of()));
    }
}
