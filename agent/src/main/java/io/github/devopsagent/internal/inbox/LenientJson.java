package io.github.devopsagent.internal.inbox;

import io.github.devopsagent.inbox.MessageField;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Reads what is meant to be JSON, however it is written: broken off, with comments, single or no quotes, keys that
 * stand there twice, documents one after another. It finds every value, and judges nothing.
 */
final class LenientJson {

    private static final int DEEPEST = 1000;
    private static final int MOST_KEYS_ABOVE = 32;
    private static final String CUT_OFF = "the file is cut off here";

    /** Stands for the place in its list of an object, among the keys around a field. */
    static final String EACH = "(each)";

    private final String text;
    private final boolean marksEach;
    private final List<MessageField> fields = new ArrayList<>();
    private final StringBuilder outside = new StringBuilder();
    private final Deque<Frame> frames = new ArrayDeque<>();
    private int tooDeep;
    private int at;
    /** How many objects stand at the top, or in lists there. */
    private int objects;

    private boolean hasOther;
    private boolean breaksOff;
    /** Whether what was opened first has ended. */
    private boolean isClosed;

    /** An object or a list that is open. */
    private static final class Frame {
        private final boolean isObject;
        private final List<String> above;
        private Optional<String> key;
        private int entries;

        Frame(boolean isObject, List<String> above, Optional<String> key) {
            this.isObject = isObject;
            this.above = above;
            this.key = key;
        }
    }

    private LenientJson(String text, boolean marksEach) {
        this.text = text;
        this.marksEach = marksEach;
    }

    /**
     * Reads a text.
     *
     * @param above the keys around it
     * @param key its own key; empty if it has none
     */
    static MessageParts read(String text, List<String> above, String key) {
        return read(text, above, key, false);
    }

    /** Likewise, where {@link #EACH} is around what stands in an object of a list, but for one at the top. */
    static MessageParts readEach(String text) {
        return read(text, List.of(), "", true);
    }

    private static MessageParts read(String text, List<String> above, String key, boolean marksEach) {
        LenientJson reader = new LenientJson(text, marksEach);
        reader.frames.push(new Frame(false, above, Optional.of(key)));
        reader.readAll();
        return new MessageParts(
                reader.objects > 1 ? MessageParts.oneOfSeveral(reader.fields) : reader.fields,
                reader.outside.toString(),
                reader.objects == 1 && !reader.hasOther,
                reader.breaksOff,
                reader.isClosed);
    }

    private void readAll() {
        while (at < text.length()) {
            char next = text.charAt(at);
            switch (next) {
                case '{', '[' -> open(next == '{');
                case '}', ']' -> close();
                case '"', '\'' -> scalar(quoted(next), true);
                case ',', ':', ';' -> at++;
                default -> {
                    if (Character.isWhitespace(next)) {
                        at++;
                    } else if (isComment()) {
                        comment();
                    } else if (frames.size() == 1) {
                        besideAll();
                    } else {
                        scalar(bare(), false);
                    }
                }
            }
        }
        if (frames.size() > 1) {
            breaksOff = true;
            cutOff(frames.element());
        }
    }

    private void open(boolean isObject) {
        at++;
        if (frames.size() > DEEPEST) {
            tooDeep++;
            return;
        }
        Frame around = frames.element();
        around.entries++;
        String key = around.key.orElse("");
        if (!isObject) {
            frames.push(new Frame(false, around.above, Optional.of(key)));
        } else if (key.isEmpty() || around.above.size() >= MOST_KEYS_ABOVE) {
            objects += around.above.isEmpty() ? 1 : 0;
            frames.push(new Frame(true, around.above, Optional.empty()));
        } else {
            List<String> above = new ArrayList<>(around.above);
            above.add(key);
            if (marksEach && !around.isObject && frames.size() > 1) {
                above.add(EACH);
            }
            frames.push(new Frame(true, List.copyOf(above), Optional.empty()));
        }
    }

    private void close() {
        at++;
        if (tooDeep > 0) {
            tooDeep--;
        } else if (frames.size() > 1) {
            Frame closed = frames.pop();
            isClosed |= frames.size() == 1;
            Frame around = frames.element();
            if (closed.entries == 0) {
                fields.add(new MessageField(around.above, around.key.orElse(""), -1, MessageField.ValueType.EMPTY, ""));
            }
            forgetKey(around);
        }
    }

    /** Whether a field stands for what was to follow where a file is cut off. */
    static boolean isCutOff(MessageField field) {
        return field.text().equals(CUT_OFF);
    }

    /** What was to follow may have been anything. */
    private void cutOff(Frame frame) {
        if (frame.isObject ? frame.key.isPresent() || frame.entries == 0 : frame.entries == 0) {
            fields.add(new MessageField(frame.above, frame.key.orElse(""), -1, MessageField.ValueType.TEXT, CUT_OFF));
        }
    }

    private static void forgetKey(Frame frame) {
        if (frame.isObject) {
            frame.key = Optional.empty();
        }
    }

    private void scalar(String value, boolean isQuoted) {
        Frame frame = frames.element();
        if (frame.isObject && isKey()) {
            frame.key.ifPresent(
                    lost -> fields.add(new MessageField(frame.above, lost, -1, MessageField.ValueType.NULL, "")));
            frame.key = Optional.of(value);
            return;
        }
        boolean isLost = frame.isObject && frame.key.isEmpty() && !isQuoted;
        if (isLost || frames.size() == 1) {
            hasOther = true;
            outside.append(value).append('\n');
            return;
        }
        int index = frame.isObject ? -1 : frame.entries;
        frame.entries++;
        String key = frame.key.orElse("");
        fields.add(
                isQuoted
                        ? new MessageField(frame.above, key, index, MessageField.ValueType.TEXT, value)
                        : MessageParts.bare(frame.above, key, index, value));
        forgetKey(frame);
    }

    /** Whether a colon follows, or what other notations have in its place. */
    private boolean isKey() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        if (at < text.length() && (text.charAt(at) == ':' || text.charAt(at) == '=')) {
            at += text.startsWith("=>", at) ? 2 : 1;
            return true;
        }
        return false;
    }

    /** A line before, between or behind all objects stays as it is: it may be a {@code key: value} of its own. */
    private void besideAll() {
        int start = at;
        while (at < text.length() && "{[\n\r".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        hasOther = true;
        outside.append(text, start, at).append('\n');
    }

    private boolean isComment() {
        return text.startsWith("//", at) || text.startsWith("/*", at) || text.charAt(at) == '#';
    }

    private void comment() {
        boolean isBlock = text.startsWith("/*", at);
        int end = isBlock ? text.indexOf("*/", at + 2) : text.indexOf('\n', at);
        int next = end < 0 ? text.length() : end + (isBlock ? 2 : 1);
        outside.append(text, at, next).append('\n');
        at = next;
    }

    private String bare() {
        int start = at;
        while (at < text.length() && ",:{}[]\"\n\r=".indexOf(text.charAt(at)) < 0 && !(at > start && isCommentHere())) {
            at++;
        }
        if (at == start) {
            at++;
        }
        return text.substring(start, at).strip();
    }

    private boolean isCommentHere() {
        return isComment() && Character.isWhitespace(text.charAt(at - 1));
    }

    private String quoted(char quote) {
        StringBuilder value = new StringBuilder();
        at++;
        while (at < text.length() && (text.charAt(at) != quote || isApostrophe(at))) {
            if (text.charAt(at) == '\\' && at + 1 < text.length()) {
                at++;
                escaped(value);
            } else {
                value.append(text.charAt(at++));
            }
        }
        breaksOff |= at >= text.length();
        at++;
        return value.toString();
    }

    /** In {@code 'it isn't'} only the last one ends the text. */
    private boolean isApostrophe(int index) {
        return text.charAt(index) == '\''
                && index > 0
                && Character.isLetter(text.charAt(index - 1))
                && index + 1 < text.length()
                && Character.isLetter(text.charAt(index + 1));
    }

    private void escaped(StringBuilder value) {
        char escape = text.charAt(at++);
        switch (escape) {
            case 'n' -> value.append('\n');
            case 'r' -> value.append('\r');
            case 't' -> value.append('\t');
            case 'b', 'f' -> value.append(' ');
            case 'u' -> coded(value, 4);
            case 'x' -> coded(value, 2);
            case '\n', '\r' -> {}
            default -> value.append(escape);
        }
    }

    private void coded(StringBuilder value, int digits) {
        int code = 0;
        for (int i = 0; i < digits; i++) {
            int digit = at < text.length() ? Character.digit(text.charAt(at), 16) : -1;
            if (digit < 0) {
                return;
            }
            code = code << 4 | digit;
            at++;
        }
        value.append((char) code);
    }
}
