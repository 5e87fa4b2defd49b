package io.github.devopsagent.internal.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.inbox.ApprovalWords;
import io.github.devopsagent.inbox.InboxFields;
import io.github.devopsagent.inbox.InboxMessage;
import io.github.devopsagent.inbox.InboxWords;
import io.github.devopsagent.inbox.MessageTime;
import io.github.devopsagent.inbox.StopWords;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The words of the documentation's tables are those that decide. */
class InboxDocumentationTest {

    private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");

    private static String page() throws IOException {
        return Files.readString(Path.of("../docs/inbox.md"));
    }

    private static List<String> wordsOf(String row) throws IOException {
        List<String> rows = page().lines()
                .filter(line -> line.startsWith("| " + row + " |"))
                .toList();
        assertThat(rows).as(row).hasSize(1);
        return QUOTED.matcher(rows.get(0))
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    static Stream<Arguments> rows() {
        return Stream.of(
                Arguments.of("words", InboxWords.WORDS),
                Arguments.of("nothing", InboxWords.NOTHING),
                Arguments.of("acts", InboxWords.ACTS),
                Arguments.of("refused", InboxWords.REFUSED),
                Arguments.of("cleared", InboxWords.CLEARED),
                Arguments.of("objects", InboxWords.OBJECTS),
                Arguments.of("phrases", InboxWords.PHRASES),
                Arguments.of("answers", InboxWords.ANSWERS),
                Arguments.of("stops", InboxWords.STOPS),
                Arguments.of("kind fields", InboxFields.KIND_FIELDS),
                Arguments.of("decision fields", InboxFields.DECISION_FIELDS),
                Arguments.of("approval fields", InboxFields.APPROVAL_FIELDS),
                Arguments.of("approval endings", InboxFields.APPROVAL_ENDINGS),
                Arguments.of("approval words", InboxFields.APPROVAL_WORDS),
                Arguments.of("plain no", InboxWords.PLAIN_NO),
                Arguments.of("no fields", InboxFields.NO_FIELDS),
                Arguments.of("stop fields", InboxFields.STOP_FIELDS),
                Arguments.of("rollback fields", InboxFields.ROLLBACK_FIELDS),
                Arguments.of("demands", InboxWords.DEMANDS),
                Arguments.of("failures", InboxFields.FAILURE_WORDS),
                Arguments.of("no", InboxWords.NO),
                Arguments.of("undoes", StopWords.UNDOES),
                Arguments.of("stopped", StopWords.STOPPED),
                Arguments.of("ought", StopWords.OUGHT),
                Arguments.of("goes on", StopWords.GOES_ON),
                Arguments.of("calls off", StopWords.CALLS_OFF),
                Arguments.of("approvals", StopWords.APPROVALS),
                Arguments.of("takes back", StopWords.TAKES_BACK),
                Arguments.of("takes back his own", StopWords.TAKES_BACK_OWN),
                Arguments.of("event fields", InboxFields.EVENT_FIELDS),
                Arguments.of("command fields", InboxFields.COMMAND_FIELDS),
                Arguments.of("events", StopWords.EVENTS),
                Arguments.of("rollbacks", StopWords.ROLLBACKS),
                Arguments.of("no events", StopWords.NO_EVENTS),
                Arguments.of("closed", StopWords.CLOSED),
                Arguments.of("harmless nouns", StopWords.HARMLESS_NOUNS),
                Arguments.of("harmless ends", StopWords.HARMLESS_ENDS),
                Arguments.of("forbidden", StopWords.FORBIDDEN),
                Arguments.of("objects to", StopWords.OBJECTS_TO),
                Arguments.of("puts off", StopWords.PUTS_OFF),
                Arguments.of("clear", ApprovalWords.CLEAR),
                Arguments.of("not in force", ApprovalWords.NOT_IN_FORCE),
                Arguments.of("yes", ApprovalWords.YES),
                Arguments.of("doubts", ApprovalWords.DOUBTS),
                Arguments.of("harmless", ApprovalWords.HARMLESS),
                Arguments.of("names of the kind", InboxFields.NAMES_OF_KIND),
                Arguments.of("envelopes", InboxFields.ENVELOPES),
                Arguments.of("sender fields", InboxFields.SENDER_FIELDS),
                Arguments.of("receiver fields", InboxFields.RECEIVER_FIELDS),
                Arguments.of("epic fields", InboxFields.EPIC_FIELDS),
                Arguments.of("time fields", InboxFields.TIME_FIELDS));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void each_row_lists_the_words_of_the_code(String row, List<String> words) throws IOException {
        assertThat(wordsOf(row)).isEqualTo(words);
    }

    @Test
    void the_approval_that_lifts_does() throws IOException {
        String section = page();
        int start = section.indexOf("```json") + "```json".length();
        byte[] approval =
                section.substring(start, section.indexOf("```", start)).getBytes(StandardCharsets.UTF_8);
        InboxMessage message =
                InboxReader.read("m.json", approval, "EP-AUTH-001", Instant.parse("2026-01-01T00:00:00Z"));
        assertThat(message.isClearApproval()).isTrue();
        assertThat(message.time().isKnown()).isTrue();
    }

    @Test
    void the_bounds_of_times_are_those_of_the_code() throws IOException {
        assertThat(page())
                .contains(MessageTime.ZONE_DOUBT.toHours() + " hours off")
                .contains("more than five minutes ahead of our clock");
        assertThat(MessageTimes.AHEAD).hasMinutes(5);
    }

    @Test
    void each_example_of_a_time_is_read() throws IOException {
        List<String> rows = page().lines()
                .filter(line -> line.matches("\\| (with a zone|without one|a day).*"))
                .toList();
        assertThat(rows).hasSize(3);
        for (String row : rows) {
            assertThat(QUOTED.matcher(row.split("\\|", -1)[1]).results().map(MatchResult::group))
                    .map(text -> text.replace("`", ""))
                    .filteredOn(text -> Character.isDigit(text.charAt(0)))
                    .isNotEmpty()
                    .allSatisfy(text -> assertThat(MessageTimes.point(text)).isPresent());
        }
    }
}
