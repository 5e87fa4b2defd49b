package io.github.devopsagent.shell.internal.metric;

import io.github.devopsagent.shell.internal.json.PlainNumber;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what the text formats of Prometheus and OpenMetrics have in a line, and a selector, which looks the same but for
 * the value. A name may be quoted in braces, as Prometheus 3 writes one with points.
 */
final class ExpositionLine {

    private static final Pattern NAME = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*+");
    /** Between a name and a value must be a blank, behind a brace need not. */
    private static final Pattern REST = Pattern.compile(
            "(?:(?<=\\})[ \\t]*|[ \\t]+)(?<value>[^ \\t#]++)(?:[ \\t]+(?<time>[^ \\t#]++))?[ \\t]*(?:#.*)?");

    private final String text;
    private int position;
    private Optional<String> name = Optional.empty();
    private final Map<String, String> labels = new LinkedHashMap<>();

    private ExpositionLine(String text) {
        this.text = text;
    }

    /** That a line or a selector is not what it should be. */
    static final class NoExposition extends Exception {

        private static final long serialVersionUID = 1L;

        NoExposition(String message) {
            super(message);
        }
    }

    /** A line that is no comment. */
    static Series series(String line) throws NoExposition {
        ExpositionLine reader = new ExpositionLine(line);
        reader.nameAndLabels();
        Matcher rest = REST.matcher(line).useTransparentBounds(true).region(reader.position, line.length());
        if (!rest.matches()) {
            throw new NoExposition("a value is missing");
        }
        Optional<String> time = Optional.ofNullable(rest.group("time"));
        Optional<PlainNumber> timestamp = time.flatMap(PlainNumber::parse);
        Optional<PlainNumber> value = PlainNumber.parse(rest.group("value"));
        if (value.isEmpty() || timestamp.isPresent() != time.isPresent()) {
            throw new NoExposition("a number is missing");
        }
        return new Series(reader.name.orElseThrow(), reader.labels, value.get(), timestamp);
    }

    /** A name, and labels that a series must have. */
    static MetricSelector selector(String text) throws NoExposition {
        ExpositionLine reader = new ExpositionLine(text.strip());
        reader.nameAndLabels();
        if (reader.position < reader.text.length()) {
            throw new NoExposition("something follows the labels");
        }
        return new MetricSelector(reader.name.orElseThrow(), reader.labels);
    }

    private void nameAndLabels() throws NoExposition {
        Matcher plain = NAME.matcher(text).region(position, text.length());
        if (plain.lookingAt()) {
            name = Optional.of(plain.group());
            position = plain.end();
        }
        int before = position;
        skipBlanks();
        if (position < text.length() && text.charAt(position) == '{') {
            labels();
        } else {
            position = before;
        }
        if (name.isEmpty()) {
            throw new NoExposition("a name is missing");
        }
    }

    private void labels() throws NoExposition {
        position++;
        while (!takes('}')) {
            labelOrName();
            if (!takes(',')) {
                if (takes('}')) {
                    return;
                }
                throw new NoExposition("',' or '}' is missing");
            }
        }
    }

    private void labelOrName() throws NoExposition {
        skipBlanks();
        boolean isQuoted = position < text.length() && text.charAt(position) == '"';
        String label = isQuoted ? quoted() : plain();
        if (!takes('=')) {
            if (!isQuoted || name.isPresent()) {
                throw new NoExposition("'=' is missing (of what matches, only = is known)");
            }
            name = Optional.of(label);
            return;
        }
        skipBlanks();
        if (position == text.length() || text.charAt(position) != '"') {
            throw new NoExposition("a value in double quotes is missing (of what matches, only = is known)");
        }
        if (labels.put(label, quoted()) != null) {
            throw new NoExposition("a label stands there twice");
        }
    }

    private String plain() throws NoExposition {
        Matcher label = NAME.matcher(text).region(position, text.length());
        if (!label.lookingAt()) {
            throw new NoExposition("a label's name is missing");
        }
        position = label.end();
        return label.group();
    }

    private String quoted() throws NoExposition {
        StringBuilder value = new StringBuilder();
        position++;
        while (position < text.length()) {
            char next = text.charAt(position++);
            if (next == '"') {
                return value.toString();
            }
            value.append(next == '\\' ? escaped() : String.valueOf(next));
        }
        throw new NoExposition("a quote does not end");
    }

    /** What is no escape stands for itself, as the older of the formats has it. */
    private String escaped() throws NoExposition {
        if (position == text.length()) {
            throw new NoExposition("a quote does not end");
        }
        char kind = text.charAt(position++);
        return switch (kind) {
            case 'n' -> "\n";
            case '\\', '"' -> String.valueOf(kind);
            default -> "\\" + kind;
        };
    }

    private boolean takes(char one) {
        skipBlanks();
        boolean isThere = position < text.length() && text.charAt(position) == one;
        position += isThere ? 1 : 0;
        return isThere;
    }

    private void skipBlanks() {
        while (position < text.length() && (text.charAt(position) == ' ' || text.charAt(position) == '\t')) {
            position++;
        }
    }
}
