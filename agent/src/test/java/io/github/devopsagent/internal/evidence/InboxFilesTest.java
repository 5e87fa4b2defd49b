package io.github.devopsagent.internal.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.inbox.InboxMessage;
import io.github.devopsagent.internal.disk.Disk;
import io.github.devopsagent.internal.disk.DurableFiles;
import io.github.devopsagent.internal.store.Content;
import io.github.devopsagent.internal.store.DirectoryStore;
import io.github.devopsagent.internal.store.Snapshot;
import io.github.devopsagent.veto.Refusal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is made of the files in our inbox, whatever the system says of them. */
class InboxFilesTest {

    private static final String FILE = InboxMessage.INBOX + "/m.json";

    private static Content failing(IOException why) {
        return () -> {
            throw why;
        };
    }

    private static Content text(String text) {
        return () -> new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static InboxFiles read(Map<String, Content> contents) {
        return InboxFiles.read(
                new Snapshot("1", new TreeMap<>(contents)), "EP-1", Instant.parse("2026-01-01T00:00:00Z"));
    }

    @Test
    void a_file_that_was_removed_since_the_directory_was_listed_is_not_there() {
        InboxFiles files = read(Map.of(FILE, failing(new NoSuchFileException(FILE))));
        assertThat(files.listed()).isEmpty();
        assertThat(files.refusals()).isEmpty();
    }

    @Test
    void one_that_may_not_be_read_may_be_a_veto() {
        InboxFiles files = read(Map.of(FILE, failing(new AccessDeniedException(FILE))));
        assertThat(files.listed()).hasSize(1);
        assertThat(files.refusals()).extracting(Refusal::code).containsExactly("unreadable");
    }

    @Test
    void so_may_be_what_is_in_a_directory_that_may_not_be_listed() {
        InboxFiles files = read(Map.of(InboxMessage.INBOX, failing(new AccessDeniedException(InboxMessage.INBOX))));
        assertThat(files.refusals())
                .extracting(refusal -> refusal.where().file())
                .containsExactly(InboxMessage.INBOX);
    }

    @Test
    void what_breaks_off_or_is_empty_may_still_be_being_written() {
        assertThat(read(Map.of(FILE, text("{\"st\": \"ve"))).halfWritten()).containsOnlyKeys(FILE);
        assertThat(read(Map.of(FILE, text(" \n"))).halfWritten()).containsOnlyKeys(FILE);
        assertThat(read(Map.of(FILE, text("[{\"st\": \"veto\"}"))).halfWritten())
                .containsOnlyKeys(FILE);
        assertThat(read(Map.of(FILE, text("{\"st\": \"veto\"}"))).halfWritten()).isEmpty();
        assertThat(read(Map.of(FILE, text("Hello"))).halfWritten()).isEmpty();
    }

    @Test
    void what_keeps_an_empty_directory_in_git_is_no_message_that_is_being_written() {
        assertThat(read(Map.of(InboxMessage.INBOX + "/.gitkeep", text(""))).halfWritten())
                .isEmpty();
        assertThat(read(Map.of(InboxMessage.INBOX + "/.m.json", text("{"))).halfWritten())
                .isNotEmpty();
        assertThat(read(Map.of(InboxMessage.INBOX + "/gitkeep", text(""))).halfWritten())
                .isNotEmpty();
    }

    @Test
    void a_record_that_somebody_else_may_have_written_shows_no_earlier_epic() {
        Content veto = text("{\"st\": \"veto\", \"epic\": \"EP-0\"}");
        Content record = text("{\"epic_id\": \"EP-0\"}");
        assertThat(read(Map.of(FILE, veto, "artifacts/deployment.json", record))
                        .inbox()
                        .earlierEpics())
                .isEmpty();
        assertThat(read(Map.of(FILE, veto, "artifacts/deployments/DEP-001.json", record))
                        .inbox()
                        .earlierEpics())
                .containsExactly("EP-0");
    }

    /** A file that counts how often it is read, and has a stamp. */
    private static final class Counted implements Content {
        private final String stamp;
        private final String text;
        private int reads;

        Counted(String stamp, String text) {
            this.stamp = stamp;
            this.text = text;
        }

        @Override
        public InputStream open() {
            reads++;
            return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public Optional<String> stamp() {
            return Optional.of(stamp).filter(known -> !known.isEmpty());
        }
    }

    private static InboxFiles again(InboxFiles before, Map<String, Content> contents) {
        return before.readAgain(
                new Snapshot("1", new TreeMap<>(contents)),
                "EP-1",
                Instant.parse("2026-01-01T00:00:00Z"),
                messages -> Set.of());
    }

    @Test
    void many_are_told_in_the_order_of_their_names_whatever_is_between_them() {
        TreeMap<String, Content> contents = new TreeMap<>();
        for (int i = 1000; i < 1400; i++) {
            contents.put(
                    InboxMessage.INBOX + "/" + i,
                    text(i == 1399 ? "{'st': 'veto'}".replace('\'', '"') : "All is well"));
        }
        contents.put(InboxMessage.INBOX + "/1250", failing(new AccessDeniedException("1250")));
        contents.put(InboxMessage.INBOX + "/1251", text("x".repeat(5 << 20)));
        InboxFiles files = read(contents);
        assertThat(files.inbox().messages())
                .extracting(InboxMessage::file)
                .containsExactlyElementsOf(contents.keySet());
        assertThat(files.refusals())
                .extracting(refusal -> refusal.where().file())
                .containsExactly(InboxMessage.INBOX + "/1250", InboxMessage.INBOX + "/1251");
        assertThat(files.inbox().messages())
                .last()
                .extracting(message -> message.veto().isPresent())
                .isEqualTo(true);
    }

    @Test
    void of_a_thousand_files_only_what_is_new_or_has_changed_is_read_again() {
        Map<String, Content> files = new TreeMap<>();
        for (int i = 1000; i < 2000; i++) {
            files.put(InboxMessage.INBOX + "/" + i, new Counted("s" + i, "hello " + i));
        }
        InboxFiles first = read(files);
        assertThat(again(first, files)).as("nothing has changed").isSameAs(first);
        Counted changed = new Counted("other", "I veto this.");
        Counted added = new Counted("new", "hello");
        files.put(InboxMessage.INBOX + "/1500", changed);
        files.put(InboxMessage.INBOX + "/added", added);
        files.remove(InboxMessage.INBOX + "/1999");
        InboxFiles second = again(first, files);
        assertThat(second.inbox().messages()).hasSize(1000);
        assertThat(second.inbox().messages().stream()
                        .filter(message -> message.veto().isPresent()))
                .singleElement()
                .satisfies(message -> assertThat(message.file()).endsWith("1500"));
        assertThat(again(second, files)).isSameAs(second);
        assertThat(files.values().stream().map(each -> ((Counted) each).reads)).allMatch(reads -> reads == 1);
        assertThat(second.listed()).isEqualTo(read(files).listed());
    }

    @Test
    void a_file_that_is_removed_is_not_there_any_more() {
        InboxFiles first = read(Map.of(FILE, new Counted("1", "I veto this.")));
        assertThat(again(first, Map.of()).inbox().messages()).isEmpty();
    }

    @Test
    void what_has_no_stamp_or_may_still_be_being_written_is_read_each_time() {
        Counted fresh = new Counted("", "hello");
        Counted torn = new Counted("1", "{\"st\": \"ve");
        Map<String, Content> files = Map.of(FILE, fresh, FILE + "2", torn);
        again(again(read(files), files), files);
        assertThat(fresh.reads).isEqualTo(3);
        assertThat(torn.reads).isEqualTo(3);
    }

    @Test
    void an_inbox_that_can_be_listed_again_is_empty() {
        InboxFiles unlisted = read(Map.of(InboxMessage.INBOX, failing(new AccessDeniedException(InboxMessage.INBOX))));
        assertThat(again(unlisted, Map.of()).refusals()).isEmpty();
    }

    @Test
    void a_directory_in_it_that_is_as_before_changes_nothing(@TempDir Path root) throws IOException {
        Path archive = Files.createDirectories(root.resolve(InboxMessage.INBOX).resolve("archive"));
        Content real = new DirectoryStore(new DurableFiles(Disk.real()), root)
                .read()
                .find(InboxMessage.INBOX + "/" + archive.getFileName())
                .orElseThrow();
        Content directory = new Content() {
            @Override
            public InputStream open() throws IOException {
                return real.open();
            }

            @Override
            public Optional<String> stamp() {
                return Optional.of("1");
            }
        };
        InboxFiles first = read(Map.of(FILE, directory));
        assertThat(first.listed()).singleElement().asString().contains("it is a directory");
        assertThat(again(first, Map.of(FILE, directory))).isSameAs(first);
    }
}
