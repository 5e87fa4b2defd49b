package io.github.devopsagent.internal.inbox;

import io.github.devopsagent.inbox.MessageField;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads lines such as {@code type: veto}: YAML as people and models write it, mail headers, lists and tables of
 * Markdown, TOML. It finds every value, and judges nothing.
 */
final class KeyValueLines {

    private static final int LONGEST_BEGINNING = 200;
    private static final int MOST_ITEMS = 20;
    private static final int MOST_KEYS_ABOVE = 32;
    private static final Pattern ITEM = Pattern.compile("^(?:[-*+•>|]\\s+|\\d{1,4}[.)]\\s+)");
    private static final Pattern KEY = Pattern.compile(
            "^[\"'*_`~\\[]*([\\p{L}][\\p{L}\\p{N} _./-]{0,39}?)[\"'*_`~\\]]*\\s*(?:(?::|=>|=|\\||->)(?=[\\s\"'*_`~]|$)|\\t)");
    private static final Pattern KEY_WITHOUT_BLANK =
            Pattern.compile("^[\"'*_`]*([\\p{L}][\\p{L}\\p{N}_.-]{0,39})[\"'*_`]*[:=]");
    /** A further key and its value in the same line: {@code from: qa; decision: rejected}. */
    private static final Pattern FURTHER_KEY = Pattern.compile(
            "[;,(|]\\s?([\\p{L}][\\p{L}\\p{N}_-]{0,30}(?: [\\p{L}\\p{N}_-]{1,20})?)\\s?[:=]\\s?([^;,|)]{1,200})");

    private static final Pattern YAML_LINE = Pattern.compile(
            "^(?:[\"']?[\\p{L}_][\\p{L}\\p{N} _.-]{0,39}[\"']?:(?:\\s.*)?|- .*|#.*|---|\\.\\.\\.|[}\\]])$");
    private static final Pattern QUOTED = Pattern.compile("[\\s*_`~|]*[\"']");
    private static final String DECORATION = "\"'*_`~|";

    private final List<String> aboveAll;
    private final List<MessageField> fields = new ArrayList<>();
    private final StringBuilder outside = new StringBuilder();
    private final Deque<Container> containers = new ArrayDeque<>();
    private boolean isYaml = true;

    /** A key and how far it is indented. */
    private static final class Container {
        private final int indent;
        private final List<String> above;
        private final String key;
        private int entries;

        Container(int indent, List<String> above, String key) {
            this.indent = indent;
            this.above = above;
            this.key = key;
        }
    }

    private KeyValueLines(List<String> above) {
        this.aboveAll = above;
    }

    static MessageParts read(String text) {
        return read(text, List.of());
    }

    /**
     * Reads lines.
     *
     * @param above the keys around them
     */
    static MessageParts read(String text, List<String> above) {
        KeyValueLines reader = new KeyValueLines(above);
        TableRows table = new TableRows(above);
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String next = i + 1 < lines.size() ? lines.get(i + 1) : "";
            if (table.read(lines.get(i), next)) {
                reader.isYaml = false;
            } else {
                reader.line(lines.get(i));
            }
        }
        reader.fields.addAll(table.fields());
        boolean isWhole = reader.isYaml && !reader.fields.isEmpty();
        return new MessageParts(reader.fields, reader.outside.toString(), isWhole, false, true);
    }

    private void line(String line) {
        String rest = line.strip();
        int indent = line.indexOf(rest);
        if (rest.isEmpty()) {
            return;
        }
        isYaml = isYaml && (indent > 0 ? !fields.isEmpty() || !containers.isEmpty() : isYamlLine(line));
        if (rest.equals("---") || rest.equals("...")) {
            return;
        }
        boolean isItem = false;
        Matcher item = ITEM.matcher(beginning(rest));
        for (int i = 0; i < MOST_ITEMS && item.find(); i++) {
            isItem = true;
            indent += item.end();
            rest = rest.substring(item.end());
            item = ITEM.matcher(beginning(rest));
        }
        int end = keyEnd(rest);
        if (rest.startsWith("#") || (end == 0 && !isItem)) {
            further(rest, indent);
        } else if (end == 0) {
            leave(indent);
            item(rest);
        } else {
            leave(indent - 1);
            keyValue(rest, end, indent);
        }
        furtherKeys(rest);
    }

    /** A list without a key, or a second document, is not the one object that a message is. */
    private boolean isYamlLine(String line) {
        boolean isFirst = fields.isEmpty() && containers.isEmpty();
        boolean isPlaced = line.startsWith("-") ? line.startsWith("---") == isFirst : true;
        return isPlaced && YAML_LINE.matcher(line.stripTrailing()).matches();
    }

    private void furtherKeys(String rest) {
        if (rest.indexOf(':') >= 0 || rest.indexOf('=') >= 0) {
            FURTHER_KEY
                    .matcher(rest)
                    .results()
                    .forEach(each -> fields.add(value(within(aboveAll, "(line)"), each.group(1), -1, each.group(2))));
        }
    }

    private static String beginning(String text) {
        return text.length() <= LONGEST_BEGINNING ? text : text.substring(0, LONGEST_BEGINNING);
    }

    private static int keyEnd(String rest) {
        if (rest.indexOf(':') < 0
                && rest.indexOf('=') < 0
                && rest.indexOf('|') < 0
                && rest.indexOf("->") < 0
                && rest.indexOf('\t') < 0) {
            return 0;
        }
        Matcher key = key(rest);
        return key.lookingAt() ? key.end() : 0;
    }

    private static Matcher key(String rest) {
        Matcher key = KEY.matcher(beginning(rest));
        return key.lookingAt() ? key : KEY_WITHOUT_BLANK.matcher(beginning(rest));
    }

    /** Ends what is indented as far as this, or further. */
    private void leave(int indent) {
        while (!containers.isEmpty() && containers.element().indent > indent) {
            containers.pop();
        }
    }

    private void keyValue(String rest, int end, int indent) {
        Matcher matcher = key(rest);
        String key = matcher.lookingAt() ? matcher.group(1).strip() : "";
        String value = undecorated(rest.substring(end));
        List<String> above = above();
        if (value.startsWith("{") || value.startsWith("[")) {
            MessageParts flow = LenientJson.read(value, above, key);
            fields.addAll(flow.fields());
            outside.append(flow.text()).append('\n');
        } else if (!value.isEmpty()) {
            fields.add(value(above, key, -1, rest.substring(end)));
        }
        containers.push(new Container(indent, above, key));
    }

    private List<String> above() {
        if (containers.isEmpty()) {
            return aboveAll;
        }
        Container around = containers.element();
        return within(around.above, around.key);
    }

    private static List<String> within(List<String> above, String key) {
        if (above.size() >= MOST_KEYS_ABOVE) {
            return above;
        }
        List<String> within = new ArrayList<>(above);
        within.add(key);
        return List.copyOf(within);
    }

    private void item(String rest) {
        if (containers.isEmpty()) {
            outside.append(rest).append('\n');
        } else {
            Container around = containers.element();
            fields.add(value(around.above, around.key, around.entries++, rest));
        }
    }

    /** What goes on with a value is indented further than its key; all else stands for itself. */
    private void further(String rest, int indent) {
        Iterator<Container> each = containers.iterator();
        while (each.hasNext() && each.next().indent >= indent) {
            each.remove();
        }
        if (containers.isEmpty() || rest.startsWith("#")) {
            outside.append(rest).append('\n');
        } else {
            Container around = containers.element();
            fields.add(value(around.above, around.key, around.entries++, rest));
        }
    }

    static MessageField value(List<String> above, String key, int index, String written) {
        String value = undecorated(written);
        boolean isQuoted = QUOTED.matcher(written).lookingAt();
        return isQuoted ? MessageParts.text(above, key, index, value) : MessageParts.bare(above, key, index, value);
    }

    static String undecorated(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isDecoration(text.charAt(start))) {
            start++;
        }
        while (end > start && (isDecoration(text.charAt(end - 1)) || text.charAt(end - 1) == ',')) {
            end--;
        }
        return text.substring(start, end);
    }

    private static boolean isDecoration(char each) {
        return Character.isWhitespace(each) || DECORATION.indexOf(each) >= 0;
    }
}
