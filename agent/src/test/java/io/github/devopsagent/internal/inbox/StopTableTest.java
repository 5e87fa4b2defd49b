package io.github.devopsagent.internal.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.contract.FewerCases;
import io.github.devopsagent.gate.KnownBlockers;
import io.github.devopsagent.inbox.InboxMessage;
import io.github.devopsagent.internal.document.StatusReader;
import io.github.devopsagent.internal.evidence.StatusLook;
import io.vavr.control.Either;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A table of what people, bots and models write, half of it to stop a deployment, half of it innocent. */
class StopTableTest {

    private static final Pattern COLUMN = Pattern.compile("\\s*\\|\\s*");
    private static final String VALID =
            "{\"d\":\"2026-01-01\",\"st\":\"status\",\"r\":\"qa\",\"epic\":\"EP-1\",\"sm\":[";
    private static final String YAML =
            "epic_id: EP-1\ntier: standard\nphase: deployment\nmode: full\niteration: 1\napprovals: [developer, qa]\n";
    private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");

    /** One line. */
    private record Line(boolean stops, String where, String text) {

        static Line of(String line) {
            String[] columns = COLUMN.split(line, 3);
            return new Line(columns[0].equals("stops"), columns[1], columns[2].replace("\\n", "\n"));
        }

        Optional<String> no() {
            return switch (where) {
                case "status" -> ofStatus(text);
                case "valid" -> ofMessage(VALID + text + "],\"nx\":[]}");
                case "nx" -> ofMessage(VALID + "\"x\"],\"nx\":[" + text + "]}");
                case "state" -> ofMessage(VALID + "\"x\"],\"nx\":[],\"status\":\"" + text + "\"}");
                case "answers", "verification" ->
                    ofMessage(VALID + "\"x\"],\"nx\":[],\"" + where + "\":{" + text + "}}");
                case "torn" -> ofTorn(status("[\"qa\"], " + text + ","));
                case "yaml" -> ofTorn(YAML + text + "\n");
                case "behind" -> ofTorn(status("[\"developer\", \"qa\"]") + "\n" + text + "\n");
                default -> ofMessage(text);
            };
        }
    }

    private static Optional<String> ofMessage(String text) {
        return InboxReader.read(
                        InboxMessage.INBOX + "/m",
                        text.getBytes(StandardCharsets.UTF_8),
                        "EP-1",
                        Instant.parse("2026-01-20T12:00:00Z"))
                .veto();
    }

    private static Optional<String> ofStatus(String text) {
        String status = status(text.startsWith("[") ? text : "[\"qa\"], " + text);
        return StatusReader.readToDecide(status.getBytes(StandardCharsets.UTF_8))
                .fold(faults -> Optional.of(faults.toString()), read -> Optional.empty());
    }

    private static String status(String approvalsAndMore) {
        return "{\"epic_id\": \"EP-1\", \"tier\": \"standard\", \"phase\": \"deployment\", \"mode\": \"full\","
                + " \"iteration\": 1, \"blockers\": [], \"approvals\": " + approvalsAndMore + "}";
    }

    /** A status that is no JSON, while a run is under way. */
    private static Optional<String> ofTorn(String text) {
        List<String> reasons = new StatusLook(
                        Either.left(List.of()), Optional.of(text.getBytes(StandardCharsets.UTF_8)), false)
                .duringRun("EP-1", 1, KnownBlockers.NONE)
                .reasons();
        return reasons.isEmpty() ? Optional.empty() : Optional.of(reasons.toString());
    }

    static Stream<Line> lines() {
        try (InputStream in = StopTableTest.class.getResourceAsStream("stop-table.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines().filter(line -> !line.isBlank() && !line.startsWith("#")).map(Line::of).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @FewerCases(every = 4)
    @ParameterizedTest
    @MethodSource("lines")
    void what_says_no_stops_and_what_does_not_passes(Line line) {
        assertThat(line.no().isPresent()).as(line.no().toString()).isEqualTo(line.stops());
    }

    @Test
    void each_example_of_the_documentation_demands_a_stop_in_a_valid_message() throws IOException {
        String page = Files.readString(Path.of("../docs/inbox.md"));
        int start = page.indexOf("| a sentence demands a stop with | such as |");
        List<String> examples = page.substring(start, page.indexOf("\n\n", start))
                .lines()
                .skip(2)
                .map(row -> row.substring(row.lastIndexOf(" | ")))
                .flatMap(column -> QUOTED.matcher(column).results().map(each -> each.group(1)))
                .toList();
        assertThat(examples).hasSizeGreaterThan(10).allSatisfy(text -> assertThat(
                        new Line(true, "valid", '"' + text + '"').no())
                .as(text)
                .isPresent());
    }
}
