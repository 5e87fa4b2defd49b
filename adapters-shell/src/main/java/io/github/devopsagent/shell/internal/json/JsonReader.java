package io.github.devopsagent.shell.internal.json;

import io.vavr.control.Either;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads JSON (RFC 8259) as plain values: maps, lists, strings, booleans, {@link BigDecimal} and {@link JsonNull}. What is
 * not exactly JSON is none, and of two fields with one name nobody knows which is meant.
 */
public final class JsonReader {

    private static final int DEEPEST = 200;
    private static final int LONGEST_NUMBER = 400;
    private static final int MOST_EXPONENT_DIGITS = 6;
    private static final Pattern NUMBER = Pattern.compile("-?(?:0|[1-9][0-9]*+)(?:\\.[0-9]++)?(?:[eE][+-]?([0-9]++))?");
    private static final Map<String, Object> WORDS = Map.of("true", true, "false", false, "null", JsonNull.NULL);
    private static final String ESCAPES = "\"\\/bfnrt";
    private static final String ESCAPED = "\"\\/\b\f\n\r\t";

    private final String text;
    private int position;

    private JsonReader(String text) {
        this.text = text;
    }

    /** Why a text is no JSON. */
    private static final class NoJson extends Exception {

        private static final long serialVersionUID = 1L;

        NoJson(String message) {
            super(message);
        }
    }

    /**
     * Reads a document.
     *
     * @param text all of it
     * @return the value, or why it is none
     */
    public static Either<String, Object> parse(String text) {
        JsonReader reader = new JsonReader(text);
        try {
            Object value = reader.value(0);
            reader.skipBlanks();
            return reader.position < text.length()
                    ? Either.left("something follows the JSON at character " + (reader.position + 1))
                    : Either.right(value);
        } catch (NoJson e) {
            return Either.left(e.getMessage() + " at character " + (reader.position + 1));
        }
    }

    private Object value(int depth) throws NoJson {
        skipBlanks();
        if (depth > DEEPEST) {
            throw new NoJson("it is nested more than " + DEEPEST + " deep");
        }
        if (position == text.length()) {
            throw new NoJson("it ends before its end");
        }
        return switch (text.charAt(position)) {
            case '{' -> object(depth);
            case '[' -> list(depth);
            case '"' -> string();
            default -> wordOrNumber();
        };
    }

    private Map<String, Object> object(int depth) throws NoJson {
        Map<String, Object> object = new LinkedHashMap<>();
        position++;
        if (takes('}')) {
            return object;
        }
        do {
            skipBlanks();
            if (position == text.length() || text.charAt(position) != '"') {
                throw new NoJson("a name in quotes is missing");
            }
            String name = string();
            demand(':');
            if (object.put(name, value(depth + 1)) != null) {
                throw new NoJson("a name stands there twice in one object, before what is");
            }
        } while (takes(','));
        demand('}');
        return object;
    }

    private List<Object> list(int depth) throws NoJson {
        List<Object> list = new ArrayList<>();
        position++;
        if (takes(']')) {
            return list;
        }
        do {
            list.add(value(depth + 1));
        } while (takes(','));
        demand(']');
        return list;
    }

    private String string() throws NoJson {
        StringBuilder string = new StringBuilder();
        position++;
        while (true) {
            char next = character();
            if (next == '"') {
                return string.toString();
            }
            if (next < ' ') {
                throw new NoJson("a control character stands in a string, before what is");
            }
            string.append(next == '\\' ? escaped() : next);
        }
    }

    private char escaped() throws NoJson {
        char kind = character();
        if (kind == 'u') {
            String digits = text.substring(position, Math.min(position + 4, text.length()));
            if (!digits.matches("[0-9A-Fa-f]{4}")) {
                throw new NoJson("\\u without four hexadecimal digits stands before what is");
            }
            position += 4;
            return (char) Integer.parseInt(digits, 16);
        }
        int known = ESCAPES.indexOf(kind);
        if (known < 0) {
            throw new NoJson("an unknown escape stands before what is");
        }
        return ESCAPED.charAt(known);
    }

    private char character() throws NoJson {
        if (position == text.length()) {
            throw new NoJson("it ends before its end");
        }
        return text.charAt(position++);
    }

    private Object wordOrNumber() throws NoJson {
        for (Map.Entry<String, Object> word : WORDS.entrySet()) {
            if (text.startsWith(word.getKey(), position)) {
                position += word.getKey().length();
                return word.getValue();
            }
        }
        Matcher number = NUMBER.matcher(text).region(position, text.length());
        if (!number.lookingAt()) {
            throw new NoJson("there is no JSON");
        }
        String exponent = number.group(1);
        if (number.group().length() > LONGEST_NUMBER
                || (exponent != null && exponent.length() > MOST_EXPONENT_DIGITS)) {
            throw new NoJson("a number is too long");
        }
        position = number.end();
        return new BigDecimal(number.group());
    }

    private boolean takes(char one) {
        skipBlanks();
        boolean isThere = position < text.length() && text.charAt(position) == one;
        position += isThere ? 1 : 0;
        return isThere;
    }

    private void demand(char one) throws NoJson {
        if (!takes(one)) {
            throw new NoJson("'" + one + "' is missing");
        }
    }

    private void skipBlanks() {
        while (position < text.length() && " \t\r\n".indexOf(text.charAt(position)) >= 0) {
            position++;
        }
    }
}
