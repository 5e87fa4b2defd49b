package io.github.devopsagent.internal.inbox;

import io.github.devopsagent.inbox.MessageField;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads a text that is nothing but a table with commas, semicolons or tabs, as spreadsheets write it. */
final class DelimitedRows {

    private static final int MOST_ROWS = 100;
    private static final Pattern HEADING = Pattern.compile("[\"']?[A-Za-z][\\w -]{0,30}[\"']?");
    private static final Pattern QUOTES = Pattern.compile("^([\"'])(.*)\\1$");

    /** A column that tells what a row is about: what else is in it is said of that. */
    private static final Set<String> OF_OTHERS = Set.of(
            "id",
            "epic",
            "epic_id",
            "ticket",
            "issue",
            "task",
            "test",
            "scenario",
            "name",
            "step",
            "service",
            "key",
            "item");

    /** What a row is about, too, unless another column tells who says it. */
    private static final Set<String> SUBJECTS =
            Set.of("region", "feature", "day", "date", "browser", "order", "orders", "metric", "start", "end", "time");

    private static final Set<String> OF_SENDERS = Set.of(
            "role",
            "from",
            "by",
            "who",
            "sender",
            "reviewer",
            "approver",
            "author",
            "agent",
            "team",
            "type",
            "kind",
            "st",
            "status",
            "decision",
            "verdict",
            "vote",
            "veto");

    private DelimitedRows() {}

    /** Its cells as fields, by the headings; none if the text is something else. */
    static List<MessageField> read(String text) {
        List<String> rows = text.strip().lines().limit(MOST_ROWS).toList();
        if (rows.size() < 2) {
            return List.of();
        }
        for (String delimiter : List.of(";", "\t", ",")) {
            List<String> headings = cells(rows.get(0), delimiter);
            boolean isTable = headings.size() > 1
                    && headings.stream().allMatch(each -> HEADING.matcher(each).matches())
                    && headings.stream().noneMatch(each -> OF_OTHERS.contains(each.toLowerCase(Locale.ROOT)))
                    && !isOfSubjects(headings)
                    && rows.stream()
                            .skip(1)
                            .allMatch(row -> cells(row, delimiter).size() >= headings.size());
            if (isTable) {
                return fields(headings, rows.subList(1, rows.size()), delimiter);
            }
        }
        return List.of();
    }

    private static boolean isOfSubjects(List<String> headings) {
        return SUBJECTS.contains(headings.get(0).toLowerCase(Locale.ROOT))
                && headings.stream().noneMatch(each -> OF_SENDERS.contains(each.toLowerCase(Locale.ROOT)));
    }

    private static List<String> cells(String row, String delimiter) {
        return Arrays.stream(row.split(delimiter, -1))
                .map(each -> QUOTES.matcher(each.strip()).replaceFirst("$2"))
                .toList();
    }

    private static List<MessageField> fields(List<String> headings, List<String> rows, String delimiter) {
        List<MessageField> fields = new ArrayList<>();
        for (String row : rows) {
            List<String> cells = cells(row, delimiter);
            for (int i = 0; i < headings.size(); i++) {
                fields.add(KeyValueLines.value(List.of("(table)"), headings.get(i), -1, cells.get(i)));
            }
        }
        return fields;
    }
}
