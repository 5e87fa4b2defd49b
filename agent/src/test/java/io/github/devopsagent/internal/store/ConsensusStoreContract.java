package io.github.devopsagent.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.devopsagent.internal.disk.BrokenFileException;
import io.github.devopsagent.internal.store.StoredDocument.WriteMode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.AbstractList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every store of a consensus does. */
abstract class ConsensusStoreContract {

    abstract ConsensusStore store();

    /** Writes a document as another agent does: whenever it likes. */
    abstract void put(String path, String text);

    private static StoredDocument document(String path, String text, WriteMode mode) {
        return new StoredDocument(path, text.getBytes(StandardCharsets.UTF_8), mode);
    }

    private String text(String path) throws IOException {
        return text(store().read().find(path).orElseThrow());
    }

    private static String text(Content content) throws IOException {
        try (InputStream in = content.open()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private boolean publish(StoredDocument... documents) {
        return store().publish(store().read().version(), List.of(documents)).isRight();
    }

    @Test
    void a_snapshot_has_what_the_role_reads() throws IOException {
        put("status.json", "s");
        put("artifacts/plan.json", "p");
        put("artifacts/test_results.json", "t");
        put("artifacts/deployment.json", "d");
        put("artifacts/deployments/DEP-001.json", "1");
        put("messages/inbox/devops/b.json", "b");
        put("messages/inbox/devops/a.json", "a");
        put("status_history.jsonl", "h");

        Snapshot snapshot = store().read();

        assertThat(snapshot.contents().keySet())
                .containsExactly(
                        "artifacts/deployment.json",
                        "artifacts/deployments/DEP-001.json",
                        "artifacts/plan.json",
                        "artifacts/test_results.json",
                        "messages/inbox/devops/a.json",
                        "messages/inbox/devops/b.json",
                        "status.json",
                        "status_history.jsonl");
        assertThat(snapshot.in("messages/inbox/devops")).map(Map.Entry::getKey).hasSize(2);
        assertThat(text("artifacts/plan.json")).isEqualTo("p");
    }

    @Test
    void what_is_not_there_is_not_in_the_snapshot() {
        assertThat(store().read().contents()).isEmpty();
    }

    @Test
    void the_version_changes_with_the_status_and_with_nothing_else() {
        put("status.json", "one");
        String one = store().read().version();
        put("artifacts/plan.json", "other");
        assertThat(store().read().version()).isEqualTo(one);
        put("status.json", "two");
        assertThat(store().read().version()).isNotEqualTo(one);
        put("status.json", "one");
        assertThat(store().read().version()).isEqualTo(one);
    }

    @Test
    void documents_are_written_and_the_new_version_is_told() throws IOException {
        put("status.json", "one");
        var published = store().publish(
                        store().read().version(),
                        List.of(
                                document("artifacts/deployment.json", "d", WriteMode.REPLACE),
                                document("status.json", "two", WriteMode.REPLACE)));
        assertThat(text("status.json")).isEqualTo("two");
        assertThat(text("artifacts/deployment.json")).isEqualTo("d");
        assertThat(published.get().version()).isEqualTo(store().read().version());
    }

    @Test
    void nothing_is_written_if_another_was_faster() throws IOException {
        put("status.json", "one");
        String version = store().read().version();
        put("status.json", "another's");

        var published = store().publish(
                        version,
                        List.of(
                                document("artifacts/deployment.json", "d", WriteMode.REPLACE),
                                document("status.json", "two", WriteMode.REPLACE)));

        assertThat(published.getLeft().version()).isEqualTo(store().read().version());
        assertThat(store().read().contents().keySet()).containsExactly("status.json");
        assertThat(text("status.json")).isEqualTo("another's");
    }

    @Test
    void the_status_is_not_written_if_another_was_faster_while_others_were() throws IOException {
        put("status.json", "one");
        List<StoredDocument> documents = List.of(
                document("artifacts/deployment.json", "d", WriteMode.REPLACE),
                document("status.json", "two", WriteMode.REPLACE));
        List<StoredDocument> whileAnotherWrites = new AbstractList<>() {
            @Override
            public StoredDocument get(int index) {
                if (index == 1) {
                    put("status.json", "another's");
                }
                return documents.get(index);
            }

            @Override
            public int size() {
                return documents.size();
            }
        };

        assertThat(store().publish(store().read().version(), whileAnotherWrites).isLeft())
                .isTrue();

        assertThat(text("status.json")).isEqualTo("another's");
        assertThat(text("artifacts/deployment.json")).isEqualTo("d");
    }

    @Test
    void what_is_created_twice_with_the_same_bytes_is_done_already() throws IOException {
        StoredDocument message = document("messages/inbox/devops/a.json", "a", WriteMode.CREATE);
        assertThat(publish(message)).isTrue();
        assertThat(publish(message)).isTrue();
        assertThat(text("messages/inbox/devops/a.json")).isEqualTo("a");
    }

    @Test
    void what_is_created_never_overwrites_other_bytes() throws IOException {
        put("messages/inbox/devops/a.json", "theirs");
        assertThatThrownBy(() -> publish(document("messages/inbox/devops/a.json", "ours", WriteMode.CREATE)))
                .isInstanceOf(BrokenFileException.class);
        assertThat(text("messages/inbox/devops/a.json")).isEqualTo("theirs");
    }

    @Test
    void what_is_appended_comes_after_what_is_there() throws IOException {
        put("status_history.jsonl", "one\n");
        publish(document("status_history.jsonl", "two\n", WriteMode.APPEND));
        assertThat(text("status_history.jsonl")).isEqualTo("one\ntwo\n");
    }

    @Test
    void a_content_can_be_read_in_pieces_and_more_than_once() throws IOException {
        put("artifacts/test_results.json", "x".repeat(200_000));
        Content content = store().read().find("artifacts/test_results.json").orElseThrow();
        try (InputStream in = content.open()) {
            assertThat(in.readNBytes(10)).hasSize(10);
        }
        assertThat(text(content)).hasSize(200_000);
    }
}
