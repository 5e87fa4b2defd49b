package io.github.devopsagent.git.internal.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.revwalk.RevWalk;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read of a repository, whoever reads it. */
class ProvenObjectsTest {

    private static final String LARGE = "0123456789".repeat(500);

    @TempDir
    Path directory;

    private TestRepository repo = new TestRepository(Path.of("."));

    @BeforeEach
    void aRepository() {
        repo = TestRepository.in(directory.resolve("app"));
    }

    private OpenWorkTree open() throws Exception {
        return OpenWorkTree.open(new WorkTreeLocation(repo.path(), List.of()));
    }

    private ObjectId id(String object) {
        return ObjectId.fromString(repo.git("rev-parse", object));
    }

    private void forge(String object, String text) {
        repo.write("forged", text);
        repo.replaceObject(repo.git("rev-parse", object), repo.git("hash-object", "-w", "forged"));
    }

    /** JGit reads such an object in pieces. */
    private static ObjectLoader large(OpenWorkTree tree, ObjectId id) throws Exception {
        ObjectReader plain = tree.transported().newObjectReader();
        plain.setStreamFileThreshold(100);
        ObjectLoader loader = new ProvenObjects(plain).open(id);
        assertThat(loader.isLarge()).isTrue();
        return loader;
    }

    @Test
    void is_proven_in_pieces_where_it_does_not_fit_into_memory() throws Exception {
        repo.write("large", LARGE).commitAll("large");
        try (OpenWorkTree tree = open()) {
            ByteArrayOutputStream read = new ByteArrayOutputStream();
            large(tree, id("HEAD:large")).copyTo(read);
            assertThat(read).hasToString(LARGE);
            assertThat(large(tree, id("HEAD:large")).getCachedBytes(Integer.MAX_VALUE))
                    .hasSize(LARGE.length());
        }
        forge("HEAD:large", LARGE.replace('9', '8'));
        try (OpenWorkTree tree = open()) {
            ObjectLoader forged = large(tree, id("HEAD:large"));
            assertThatThrownBy(() -> forged.copyTo(new ByteArrayOutputStream()))
                    .hasMessageContaining("its content is another one");
            assertThatThrownBy(() -> forged.getCachedBytes(Integer.MAX_VALUE))
                    .hasMessageContaining("its content is another one");
        }
    }

    @Test
    void is_proven_in_every_walk_of_jgits() throws Exception {
        ObjectId before = id("HEAD");
        String evil = repo.write("a.txt", "evil").commitAll("evil");
        repo.replaceObject(before.name(), evil);
        try (OpenWorkTree tree = open();
                RevWalk walk = new RevWalk(tree.repository())) {
            assertThatThrownBy(() -> walk.parseCommit(before)).hasMessageContaining("its content is another one");
        }
    }

    /** It is a file of its own, which anybody can write. */
    @Test
    void is_no_commit_graph() throws Exception {
        repo.git("config", "core.commitGraph", "true");
        repo.git("commit-graph", "write", "--reachable");
        try (OpenWorkTree tree = open();
                ObjectReader plain = tree.transported().newObjectReader()) {
            assertThat(plain.getCommitGraph()).isEmpty();
        }
    }
}
