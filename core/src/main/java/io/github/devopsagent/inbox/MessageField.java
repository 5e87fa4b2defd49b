package io.github.devopsagent.inbox;

import java.util.List;
import java.util.stream.Stream;

/**
 * A value in a structured message.
 *
 * @param above the keys of the objects around it, outermost first
 * @param key its own key; that of its list, if it stands in one; empty if it has none
 * @param index its position in its list, from 0; -1 if it stands in none
 * @param type what kind of value it is
 * @param text the value as text; empty for an empty object or list
 */
public record MessageField(List<String> above, String key, int index, ValueType type, String text) {

    public enum ValueType {
        TEXT,
        NUMBER,
        TRUE,
        FALSE,
        /** Null, or a key without a value. */
        NULL,
        /** An object or a list in which nothing is. */
        EMPTY
    }

    public MessageField {
        above = List.copyOf(above);
    }

    /**
     * Whether it stands at the top of a message, or in an envelope of it.
     *
     * @return true if it does
     */
    public boolean isAtTop() {
        return above.isEmpty()
                || (above.size() == 1 && PlainText.spellings(above.get(0)).anyMatch(InboxFields.ENVELOPES::contains));
    }

    /**
     * The same value, where another object is around all that is around it.
     *
     * @param outermost the key of that object
     * @return the field
     */
    public MessageField inside(String outermost) {
        return new MessageField(
                Stream.concat(Stream.of(outermost), above.stream()).toList(), key, index, type, text);
    }

    /**
     * Where it stands, for people.
     *
     * @return such as {@code header.type}
     */
    String name() {
        StringBuilder name = new StringBuilder();
        above.stream().skip(Math.max(0, above.size() - 3)).forEach(each -> name.append(cut(each))
                .append('.'));
        return name.append(cut(key)).toString();
    }

    private static String cut(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }
}
