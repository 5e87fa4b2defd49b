package io.github.devopsagent.internal.document;

import static io.github.devopsagent.internal.json.QuotedJson.json;
import static io.github.devopsagent.internal.json.QuotedJson.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.devopsagent.domain.Role;
import io.github.devopsagent.inbox.InboxMessage;
import io.github.devopsagent.inbox.MessageTime;
import io.github.devopsagent.internal.inbox.InboxReader;
import io.github.devopsagent.internal.json.TrustedJson;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class OutgoingMessageTest {

    private static final Instant AT = Instant.parse("2025-12-31T14:00:00Z");

    private static final Instant NOW = Instant.parse("2025-12-31T14:00:00.5Z");

    private static OutgoingMessage message(String kind, String epic, List<String> summary, List<String> artifacts) {
        return new OutgoingMessage(
                Role.TECH_LEAD, kind, epic, LocalDate.of(2025, 12, 31), summary, List.of(), artifacts, NOW);
    }

    @Test
    void is_a_pretty_document_with_a_line_end() {
        assertThat(text(message("veto", "EP-1", List.of("a", "b"), List.of("artifacts/plan.json"))
                        .toBytes()))
                .isEqualTo(json("""
                        {
                          'd': '2025-12-31',
                          'st': 'veto',
                          'r': 'devops',
                          'epic': 'EP-1',
                          'sm': [
                            'a',
                            'b'
                          ],
                          'nx': [],
                          'artifacts': [
                            'artifacts/plan.json'
                          ],
                          'ts': '2025-12-31T14:00:00Z'
                        }
                        """));
    }

    @Test
    void repeating_a_write_is_the_same_file() {
        assertThat(message("veto", "EP-1", List.of("a"), List.of()).fileName(2, "r-7"))
                .isEqualTo("2025-12-31-devops-veto-EP-1-2-r-7.json");
    }

    @Test
    void no_part_of_the_name_leaves_the_folder() {
        OutgoingMessage escaping = message("status", "../x", List.of("a"), List.of());
        assertThatThrownBy(() -> escaping.fileName(1, "r")).isInstanceOf(IllegalArgumentException.class);
        OutgoingMessage fine = message("status", "x", List.of("a"), List.of());
        assertThatThrownBy(() -> fine.fileName(1, "a/b")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void says_at_least_one_thing_and_is_a_veto_or_a_status() {
        assertThatThrownBy(() -> message("veto", "E", List.of(), List.of())).hasMessageContaining("summary");
        assertThatThrownBy(() -> message("approval", "E", List.of("a"), List.of()))
                .hasMessageContaining("veto, status")
                .hasMessageContaining("approval");
    }

    @Property(tries = 200)
    void any_text_is_valid_and_reads_the_same(@ForAll @NotEmpty List<String> summary) {
        List<String> whole = summary.stream()
                .map(each -> each.replaceAll("[\ud800-\udfff]", "?"))
                .toList();
        byte[] bytes = message("status", "EP-1", whole, whole).toBytes();
        assertThat(Schemas.MESSAGE.errorsIn(bytes)).isEmpty();
        assertThat(TrustedJson.strict(bytes).path("sm").values())
                .map(JsonNode::stringValue)
                .isEqualTo(whole);
        InboxMessage read = InboxReader.read("f", bytes, "EP-1", AT);
        assertThat(read.sender()).contains("devops");
        assertThat(read.form()).isEqualTo(InboxMessage.Form.VALID);
        assertThat(read.time()).isEqualTo(MessageTime.of(List.of(new MessageTime.Zoned(AT))));
    }
}
