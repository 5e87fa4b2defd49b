package io.github.devopsagent.internal.inbox;

import io.github.devopsagent.inbox.MessageField;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads tables of Markdown: the cells below a heading are its values, and the second cell of a row is that of the first. */
final class TableRows {

    private static final Pattern SEPARATOR = Pattern.compile("^[\\s>]*\\|?[\\s:]*-[-\\s:|]*\\|?\\s*$");
    private static final Pattern CELL_END = Pattern.compile("\\|");
    private static final int MOST_CELLS = 100;

    private final List<String> above;
    private final List<MessageField> fields = new ArrayList<>();
    private List<String> headings = List.of();

    TableRows(List<String> above) {
        this.above = Stream.concat(above.stream(), Stream.of("(table)")).toList();
    }

    List<MessageField> fields() {
        return fields;
    }

    /** Whether a line is a row of a table, and was read as one. */
    boolean read(String line, String next) {
        if (line.indexOf('|') < 0) {
            headings = List.of();
            return false;
        }
        String row = line.replaceFirst("^[\\s>]+", "").strip();
        boolean isRow = row.startsWith("|") || (!headings.isEmpty() && row.indexOf('|') > 0);
        boolean isHeading = row.indexOf('|') >= 0
                && next.indexOf('|') >= 0
                && SEPARATOR.matcher(next).matches();
        if (!isRow && !isHeading) {
            headings = List.of();
            return false;
        }
        if (isHeading) {
            headings = cells(row);
            if (headings.size() == 2) {
                // Who writes a key and its value as a table has no heading to write.
                add(headings.get(0), headings.get(1));
            }
        } else if (!SEPARATOR.matcher(row).matches()) {
            values(cells(row));
        }
        return true;
    }

    private static List<String> cells(String row) {
        String inside = row.startsWith("|") ? row.substring(1) : row;
        return CELL_END.splitAsStream(inside)
                .limit(MOST_CELLS)
                .map(String::strip)
                .toList();
    }

    private void values(List<String> cells) {
        for (int i = 0; i < Math.min(cells.size(), headings.size()); i++) {
            add(headings.get(i), cells.get(i));
        }
        if (cells.size() > 1) {
            add(cells.get(0), cells.get(1));
        } else if (!cells.isEmpty()) {
            add("", cells.get(0));
        }
    }

    private void add(String key, String value) {
        fields.add(KeyValueLines.value(above, KeyValueLines.undecorated(key), -1, value));
    }
}
