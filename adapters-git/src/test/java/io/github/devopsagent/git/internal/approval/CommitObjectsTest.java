package io.github.devopsagent.git.internal.approval;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.git.internal.repository.OpenWorkTree;
import io.github.devopsagent.git.internal.repository.ProvenObjects;
import io.github.devopsagent.git.internal.repository.TestRepository;
import io.github.devopsagent.git.internal.repository.WorkTreeLocation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommitObjectsTest {

    private static final int COMMITS = 80;

    @TempDir
    Path directory;

    /** Each on some of those before it: several roots, merges of several sides, and crosswise ones. */
    private List<ObjectId> history(TestRepository repo, Random random) {
        StringBuilder stream = new StringBuilder();
        for (int i = 1; i <= COMMITS; i++) {
            stream.append("commit refs/heads/c%03d\nmark :%d\n".formatted(i, i))
                    .append("committer A <a@example.org> %d +0000\ndata 0\n".formatted(random.nextInt(1_000_000)));
            int parents = Math.min(i - 1, random.nextInt(4));
            for (int k = 0; k < parents; k++) {
                int nearest = Math.max(1, i - 12);
                stream.append(k == 0 ? "from :" : "merge :")
                        .append(nearest + random.nextInt(i - nearest))
                        .append('\n');
            }
        }
        repo.write("stream", stream.toString());
        TestRepository.paste(repo.path(), "git fast-import --quiet < stream");
        List<ObjectId> commits = new ArrayList<>();
        repo.git("for-each-ref", "--format=%(objectname)", "refs/heads/c*")
                .lines()
                .map(ObjectId::fromString)
                .forEach(commits::add);
        return commits;
    }

    @Test
    void a_commit_has_what_is_among_its_ancestors() throws Exception {
        TestRepository repo = TestRepository.in(directory);
        List<ObjectId> history = history(repo, new Random(13));
        assertThat(history).hasSize(COMMITS);
        try (OpenWorkTree tree = OpenWorkTree.open(new WorkTreeLocation(repo.path(), List.of()));
                ProvenObjects objects = tree.objects()) {
            CommitObjects commits = new CommitObjects(objects);
            for (ObjectId earlier : history) {
                List<ObjectId> after = new ArrayList<>();
                for (ObjectId commit : history) {
                    boolean has = commits.ancestors(commit).contains(earlier);
                    assertThat(commits.has(commit, earlier)).isEqualTo(has);
                    if (has) {
                        after.add(commit);
                    }
                }
                List<ObjectId> ordered = commits.having(earlier, history);
                assertThat(ordered).containsExactlyInAnyOrderElementsOf(after);
                for (int i = 0; i + 1 < ordered.size(); i++) {
                    assertThat(commits.ancestors(ordered.get(i)))
                            .doesNotContainAnyElementsOf(ordered.subList(i + 1, ordered.size()));
                }
            }
        }
    }
}
