package io.github.devopsagent.git.internal.repository;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Set;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which lock of a ref can be what a killed agent left. */
class RefLockTest {

    private static final Set<String> GOALS = Set.of("ours");
    private static final String REF = "refs/heads/main";

    @TempDir
    private Path directory;

    private boolean isTakenOver(String content, Instant written, Instant since) throws IOException {
        Path file = directory.resolve(REF + ".lock");
        Files.createDirectories(file.resolveSibling(""));
        Files.writeString(file, content);
        Files.setLastModifiedTime(file, FileTime.from(written));
        try (Repository repository =
                new FileRepositoryBuilder().setGitDir(directory.toFile()).build()) {
            boolean taken = RefLock.of(repository, REF).takeOver(GOALS, since);
            assertThat(Files.exists(file)).isEqualTo(!taken);
            return taken;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ours\n"})
    void one_that_leads_nowhere_or_to_our_goal_is_taken_over_if_it_is_not_older_than_the_agent(String content)
            throws IOException {
        Instant since = Instant.now();
        assertThat(isTakenOver(content, since, since)).isTrue();
        assertThat(isTakenOver(content, since.minusMillis(20), since)).isTrue();
        assertThat(isTakenOver(content, since.minusSeconds(1), since)).isFalse();
    }

    @Test
    void one_that_leads_elsewhere_is_not() throws IOException {
        Instant since = Instant.now();
        assertThat(isTakenOver("theirs\n", since, since)).isFalse();
    }

    @Test
    void none_is_not_taken_over() throws IOException {
        try (Repository repository =
                new FileRepositoryBuilder().setGitDir(directory.toFile()).build()) {
            assertThat(RefLock.of(repository, REF).takeOver(GOALS, Instant.EPOCH))
                    .isFalse();
        }
    }
}
