package io.github.devopsagent.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SnapshotTest {

    private static final Content EMPTY = () -> new ByteArrayInputStream(new byte[0]);

    private static Snapshot of(String... paths) {
        TreeMap<String, Content> contents = new TreeMap<>();
        for (String path : paths) {
            contents.put(path, EMPTY);
        }
        return new Snapshot("v1", contents);
    }

    @Test
    void a_document_is_found_by_its_path() {
        Snapshot snapshot = of("status.json", "artifacts/plan.json");
        assertThat(snapshot.find("artifacts/plan.json")).contains(EMPTY);
        assertThat(snapshot.find("plan.json")).isEmpty();
    }

    @Test
    void a_directory_has_what_lies_directly_in_it_in_order() {
        Snapshot snapshot = of("in/b", "in/a", "in/deeper/c", "inbox/d", "i", "z");
        assertThat(snapshot.in("in")).extracting(Map.Entry::getKey).containsExactly("in/a", "in/b");
        assertThat(snapshot.in("nowhere")).isEmpty();
    }

    @Test
    void it_does_not_change_when_its_source_does() {
        TreeMap<String, Content> contents = new TreeMap<>(Map.of("a", EMPTY));
        Snapshot snapshot = new Snapshot("v1", contents);
        contents.clear();
        assertThat(snapshot.find("a")).isPresent();
        assertThatThrownBy(() -> snapshot.contents().put("b", EMPTY)).isInstanceOf(UnsupportedOperationException.class);
    }
}
