package io.github.devopsagent.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.devopsagent.internal.disk.BrokenFileException;
import io.github.devopsagent.internal.disk.Disk;
import io.github.devopsagent.internal.disk.DurableFiles;
import io.github.devopsagent.internal.store.StoredDocument.WriteMode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryStoreTest extends ConsensusStoreContract {

    @TempDir
    private Path temporary;

    private Path root = Path.of("");

    @BeforeEach
    void makeTheDirectory() throws IOException {
        root = Files.createDirectory(temporary.resolve("consensus"));
    }

    @Override
    ConsensusStore store() {
        return new DirectoryStore(new DurableFiles(Disk.real()), root);
    }

    @Override
    void put(String path, String text) {
        try {
            Files.createDirectories(root.resolve(path).resolveSibling(""));
            Files.writeString(root.resolve(path), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void publish(String path, WriteMode mode) {
        store().publish(store().read().version(), List.of(new StoredDocument(path, new byte[] {'x'}, mode)));
    }

    @Test
    void temporary_files_of_a_killed_run_are_no_messages() {
        put("messages/inbox/devops/" + DurableFiles.TEMPORARY_PREFIX + "1", "half");
        assertThat(store().read().contents()).isEmpty();
    }

    @Test
    void a_directory_in_place_of_a_document_is_told_when_it_is_read() throws IOException {
        Files.createDirectories(root.resolve("status.json"));
        assertThat(store().read().version()).isEmpty();
        assertThatThrownBy(
                        () -> store().read().find("status.json").orElseThrow().open())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("it is a directory");
    }

    @Test
    void a_link_that_leads_outside_is_never_followed_by_a_write() throws IOException {
        Path outside = Files.createDirectory(temporary.resolve("outside"));
        Files.writeString(outside.resolve("file"), "theirs");
        Files.createSymbolicLink(root.resolve("messages"), outside);
        Files.createSymbolicLink(root.resolve("status.json"), outside.resolve("file"));
        for (WriteMode mode : WriteMode.values()) {
            assertThatThrownBy(() -> publish("messages/new.json", mode)).isInstanceOf(BrokenFileException.class);
        }
        assertThatThrownBy(() -> store().publish(
                                store().read().version(),
                                List.of(new StoredDocument("status.json", new byte[0], WriteMode.REPLACE))))
                .hasMessageContaining("leads out of the consensus directory");
        assertThat(outside).isDirectoryContaining(path -> path.endsWith("file"));
        assertThat(outside.resolve("file")).hasContent("theirs");
        assertThat(outside.resolve("new.json")).doesNotExist();
    }

    @Test
    void refusals_name_the_highest_place() throws IOException {
        DirectoryStore store = new DirectoryStore(new DurableFiles(Disk.real()), root);
        assertThat(store.unwritable()).isEmpty();
        Path outside = Files.createDirectories(temporary.resolve("outside/deployments"));
        Files.createSymbolicLink(root.resolve("artifacts"), outside.resolveSibling(""));
        put("messages", "a file");
        assertThat(store.unwritable())
                .containsOnlyKeys("artifacts", "messages")
                .containsEntry("messages", "it is no directory");
    }

    @Test
    void what_a_killed_run_was_writing_is_swept_and_nothing_else() throws IOException {
        String left = DurableFiles.TEMPORARY_PREFIX + "1";
        Path outside = Files.createDirectory(temporary.resolve("outside"));
        Files.writeString(outside.resolve(left), "theirs");
        List<String> places = List.of(
                "",
                "artifacts/",
                "artifacts/deployments/",
                "messages/inbox/qa/",
                "messages/inbox/devops/",
                "own/runs/1/");
        for (String path : places) {
            put(path + left, "half");
            put(path + "file", "whole");
        }
        put("elsewhere/" + left, "half");
        Files.createSymbolicLink(root.resolve("messages/inbox/link"), outside);
        Files.createSymbolicLink(root.resolve("own/out"), outside);

        new DirectoryStore(new DurableFiles(Disk.real()), root).sweep(List.of("own/runs/*", "own/out", "nowhere/*"));

        for (String path : places) {
            assertThat(root.resolve(path + left)).doesNotExist();
            assertThat(root.resolve(path + "file")).hasContent("whole");
        }
        assertThat(root.resolve("elsewhere").resolve(left)).exists();
        assertThat(outside.resolve(left)).exists();
    }
}
