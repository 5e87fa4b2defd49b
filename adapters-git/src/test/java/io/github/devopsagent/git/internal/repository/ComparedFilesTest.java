package io.github.devopsagent.git.internal.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.NavigableSet;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A tracked file that has the size and the time that the index has. */
class ComparedFilesTest {

    @TempDir
    Path temporary;

    private static NavigableSet<String> differences(TestRepository repo) throws Exception {
        try (OpenWorkTree tree = OpenWorkTree.open(WorkTreeLocation.around(repo.path()))) {
            return tree.differencesFrom(ObjectId.fromString(repo.head()));
        }
    }

    /** As touch -r, cp -p, rsync -t and tar leave it. */
    @Test
    void differs_if_its_content_does() throws Exception {
        TestRepository repo = TestRepository.in(temporary.resolve("app"));
        repo.write("dir/c.txt", "one").commitAll("second");
        Path file = repo.path().resolve("dir/c.txt");
        FileTime earlier = FileTime.fromMillis(System.currentTimeMillis() - 100_000);
        Files.setLastModifiedTime(file, earlier);
        repo.git("update-index", "--refresh");
        assertThat(differences(repo)).isEmpty();

        Files.writeString(file, "two");
        Files.setLastModifiedTime(file, earlier);
        assertThat(differences(repo)).containsExactly("dir/c.txt");

        Path other = Files.writeString(temporary.resolve("other"), "two");
        Files.writeString(file, "one");
        Files.setLastModifiedTime(other, earlier);
        Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
        assertThat(differences(repo)).containsExactly("dir/c.txt");
    }

    @Test
    void does_not_differ_if_only_its_times_do() throws Exception {
        TestRepository repo = TestRepository.in(temporary.resolve("app"));
        repo.write("dir/c.txt", "one").commitAll("second");

        Files.setLastModifiedTime(repo.path().resolve("dir/c.txt"), FileTime.fromMillis(0));

        assertThat(differences(repo)).isEmpty();
    }

    /** Reading it would wait for somebody who writes to it. */
    @ParameterizedTest
    @ValueSource(strings = {".gitignore", "dir/.gitignore", "dir/.gitattributes", ".git/info/attributes"})
    @Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
    void a_pipe_in_the_place_of_rules_is_named(String file) throws Exception {
        TestRepository repo = TestRepository.in(temporary.resolve("app"));
        repo.write("dir/c.txt", "one").commitAll("second");
        TestRepository.paste(repo.path(), "mkdir -p .git/info && rm -f " + file + " && mkfifo " + file);

        assertThatThrownBy(() -> differences(repo)).hasMessageContaining(file + " is no file, but a pipe");
    }
}
