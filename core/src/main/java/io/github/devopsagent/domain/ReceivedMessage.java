package io.github.devopsagent.domain;

import java.util.List;
import java.util.Objects;

/**
 * A file in our inbox, as people are told of it. Its {@code toString} is one line.
 *
 * @param file its name, relative to the consensus directory
 * @param sender who sent it; empty if it does not say
 * @param kind what it says that it is, such as {@code handoff}; empty if it does not say
 * @param summary its summary lines, cut where they are long
 * @param remark what was made of it: why it is not understood, counts as a veto, or lifts none; may be empty
 */
public record ReceivedMessage(String file, String sender, String kind, List<String> summary, String remark) {

    private static final int LONGEST_LINE = 400;

    public ReceivedMessage {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(sender, "sender");
        Objects.requireNonNull(kind, "kind");
        summary = List.copyOf(summary);
        Objects.requireNonNull(remark, "remark");
    }

    /**
     * The same entry, with shorter texts.
     *
     * @param most how many characters a text keeps
     * @return the entry
     */
    public ReceivedMessage shortened(int most) {
        return new ReceivedMessage(
                file,
                sender,
                kind,
                summary.isEmpty() ? summary : List.of(cut(String.join(" ", summary), most)),
                cut(remark, most));
    }

    @Override
    public String toString() {
        String what = (kind + (sender.isEmpty() ? "" : " of " + sender)).strip();
        StringBuilder line = new StringBuilder(file);
        append(line, " [", remark, "]");
        append(line, ": ", what, "");
        append(line, ": ", String.join(" ", summary), "");
        return cut(line.toString(), LONGEST_LINE);
    }

    private static void append(StringBuilder line, String before, String text, String after) {
        if (!text.isEmpty()) {
            line.append(before).append(text).append(after);
        }
    }

    /** A character that takes two chars is not cut in two. */
    private static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
        return text.substring(0, end) + "…";
    }
}
