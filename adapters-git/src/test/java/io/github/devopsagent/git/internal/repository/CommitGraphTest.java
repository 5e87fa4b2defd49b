package io.github.devopsagent.git.internal.repository;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommitGraphTest {

    /** As when the clock of one of the machines is years behind. */
    @Test
    void no_commit_is_visited_before_one_that_was_made_on_it_whatever_the_clocks_said(@TempDir Path directory)
            throws Exception {
        TestRepository repo = TestRepository.in(directory.resolve("app"));
        ObjectId first = ObjectId.fromString(repo.head());
        TestRepository.paste(
                repo.path(),
                "commit() { GIT_COMMITTER_DATE=\"$1-01-01T00:00:00Z\" git commit -q --allow-empty -m $2; }\n"
                        + "commit 2030 base && git checkout -q -b side && commit 2000 behind\n"
                        + "git checkout -q main && commit 2040 ahead && git merge -q -m merge side");
        List<String> visited = new ArrayList<>();
        try (Repository repository = new FileRepositoryBuilder()
                .setGitDir(repo.path().resolve(".git").toFile())
                .build()) {
            new CommitGraph(repository)
                    .visit(
                            ObjectId.fromString(repo.head()),
                            List.of(first),
                            commit -> visited.add(commit.getShortMessage()));
        }
        assertThat(visited)
                .containsExactlyInAnyOrder("merge", "ahead", "behind", "base")
                .startsWith("merge")
                .endsWith("base");
    }
}
