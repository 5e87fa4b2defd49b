package io.github.devopsagent.internal.report;

import io.github.devopsagent.internal.json.Printable;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Steps through a document of any size. Each reader of a value leaves the parser at the value's last token. */
final class ReportStream {

    /** A longer text is cut. */
    static final int LONGEST_TEXT = 200;

    /** A longer text is none that says in a word how a test went. */
    private static final int LONGEST_STATUS = 40;

    private static final Set<String> NOTHING =
            Set.of("", "none", "no", "null", "nil", "n/a", "na", "-", "0", "false", "[]", "{}");

    private final JsonParser parser;
    private final Optional<FewNames> names;

    ReportStream(JsonParser parser, Optional<FewNames> names) {
        this.parser = parser;
        this.names = names;
    }

    /** The next token; every token is asked for here, so that no name is overlooked. */
    JsonToken next() {
        JsonToken next = parser.nextToken();
        if (next == JsonToken.PROPERTY_NAME && names.isPresent()) {
            names.get().see(parser.currentName());
        }
        return next;
    }

    boolean isObject() {
        return parser.currentToken() == JsonToken.START_OBJECT;
    }

    boolean isList() {
        return parser.currentToken() == JsonToken.START_ARRAY;
    }

    boolean isNull() {
        return parser.currentToken() == JsonToken.VALUE_NULL;
    }

    boolean isText() {
        return parser.currentToken() == JsonToken.VALUE_STRING;
    }

    boolean isTrue() {
        return parser.currentToken() == JsonToken.VALUE_TRUE;
    }

    boolean isFalse() {
        return parser.currentToken() == JsonToken.VALUE_FALSE;
    }

    boolean isNumber() {
        return parser.currentToken().isNumeric();
    }

    /** Goes to the end of an object or a list, and stays at any other value. */
    void skip() {
        leave(opened(parser.currentToken()));
    }

    /** Whether it is a text that may be a status, and no prose. */
    boolean isShortText() {
        return isText() && parser.getStringLength() <= LONGEST_STATUS;
    }

    /** The text of a string, a number or a boolean; empty for everything else. */
    String scalar() {
        return line(scalarAsWritten());
    }

    /** The same in as many lines and characters as it has. */
    String scalarAsWritten() {
        boolean hasText = parser.currentToken().isScalarValue() && !isNull();
        String text = hasText ? parser.getString() : "";
        skip();
        return text;
    }

    /** A text as it is told: in one line, and cut. */
    static String line(String text) {
        return Printable.line(text, LONGEST_TEXT);
    }

    /** A text as it is written. */
    String text() {
        return parser.getString();
    }

    /** Whether a value says nothing: null, false, 0, a text such as "none", an empty list or object. */
    boolean isNothing() {
        if (isObject() || isList()) {
            JsonToken first = next();
            if (first == JsonToken.END_OBJECT || first == JsonToken.END_ARRAY) {
                return true;
            }
            leave(1 + opened(first));
            return false;
        }
        boolean isNumber = isNumber();
        String text = scalar();
        return isNothing(text) || (isNumber && text.matches("-?0*\\.?0*"));
    }

    /** Whether a text says nothing, such as "none" or "0". */
    static boolean isNothing(String text) {
        return NOTHING.contains(text.toLowerCase(Locale.ROOT));
    }

    /** How many elements or fields a list or an object has, which is skipped. */
    long size() {
        long size = 0;
        boolean isList = isList();
        for (JsonToken next = next(); !next.isStructEnd(); next = next()) {
            if (!isList) {
                next();
            }
            skip();
            size++;
        }
        return size;
    }

    /** Goes to where so many objects and lists have ended. */
    private void leave(int open) {
        int left = open;
        while (left > 0) {
            left += opened(next());
        }
    }

    private static int opened(JsonToken token) {
        return token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
    }

    /** Calls the reader with the parser at the value of each field that is wanted, and skips all others. */
    void fields(Predicate<String> wanted, Consumer<String> reader) {
        fields(wanted, reader, name -> skip());
    }

    /** Calls one reader for the fields that are wanted, which may stand there only once, and another for the rest. */
    void fields(Predicate<String> wanted, Consumer<String> reader, Consumer<String> others) {
        fields(new FieldReader() {
            @Override
            public boolean isWanted(String name) {
                return wanted.test(name);
            }

            @Override
            public void read(String name) {
                reader.accept(name);
            }

            @Override
            public void pass(ReportStream in, String name) {
                others.accept(name);
            }
        });
    }

    /** Who reads the fields of an object; the parser is at the value. */
    interface FieldReader {

        /** A field that is wanted may stand there only once. */
        boolean isWanted(String name);

        void read(String name);

        /** A field that is not wanted. */
        default void pass(ReportStream in, String name) {
            in.skip();
        }
    }

    /** Has the fields of an object read. */
    void fields(FieldReader reader) {
        SeenNames seen = new SeenNames();
        while (hasField()) {
            String name = name();
            if (reader.isWanted(name)) {
                seen.see(name);
                goToValue();
                reader.read(name);
            } else {
                goToValue();
                reader.pass(this, name);
            }
        }
    }

    /** Goes to the name of the next field; false at the end of the object. */
    boolean hasField() {
        return next() == JsonToken.PROPERTY_NAME;
    }

    /** The name to which it went. */
    String name() {
        return parser.currentName();
    }

    /** Goes from the name of a field to its value. */
    void goToValue() {
        next();
    }

    /** Calls the reader with the parser at each element, and with its index. */
    void elements(LongConsumer reader) {
        for (long index = 0; isNextElement(); index++) {
            reader.accept(index);
        }
    }

    /** Goes to the next element of a list, if there is one. */
    boolean isNextElement() {
        return next() != JsonToken.END_ARRAY;
    }

    /** A text, or the texts of a list with ends of lines behind them, up to a number of characters. */
    String lines(int most) {
        StringBuilder lines = new StringBuilder();
        if (isList()) {
            while (isNextElement()) {
                if (isText() && lines.length() < most) {
                    lines.append(text()).append('\n');
                }
                skip();
            }
        } else {
            lines.append(isText() ? text() : "");
            skip();
        }
        return lines.toString();
    }
}
