package io.github.devopsagent.commandline;

import java.util.Optional;
import java.util.regex.Pattern;

/** Tells commands that leave a service behind whose output nobody will see. */
public final class DaemonOutput {

    private static final Pattern NOHUP = Pattern.compile("(?s)\\s*(?:\\w+=\\S*\\s+|exec\\s+)*nohup\\s.*");

    private DaemonOutput() {}

    /**
     * Whether a step starts something with {@code nohup … &} and redirects its output nowhere: nohup itself redirects only
     * a terminal.
     *
     * @param command what {@code /bin/sh} is given
     * @return what becomes of the output; empty if no such start is seen
     */
    public static Optional<String> unredirected(String command) {
        StringBuilder part = new StringBuilder();
        char quote = 0;
        for (int i = 0; i < command.length(); i++) {
            char each = command.charAt(i);
            if (quote != 0) {
                quote = each == quote ? 0 : quote;
            } else if (each == '\'' || each == '"') {
                quote = each;
            } else if (each == '\\') {
                i++;
            } else if (each == '&' && isAlone(command, i)) {
                if (isUnredirected(part)) {
                    return Optional.of(
                            "what it starts with nohup … & prints to the step's output: once the step has ended"
                                    + " that is read and dropped; redirect it if you want to see it, as in nohup ./server"
                                    + " >>server.log 2>&1 &");
                }
                part.setLength(0);
            } else if (";\n|(){}".indexOf(each) >= 0 || isOperator(command, i)) {
                part.setLength(0);
            } else {
                part.append(each);
            }
        }
        return Optional.empty();
    }

    private static boolean isUnredirected(CharSequence part) {
        return NOHUP.matcher(part).matches() && part.chars().noneMatch(each -> each == '>');
    }

    private static boolean isOperator(String command, int at) {
        return command.charAt(at) == '&' && (is(command, at - 1, "&") || is(command, at + 1, "&"));
    }

    /** Neither {@code &&}, nor a part of {@code 2>&1} or {@code &>}. */
    private static boolean isAlone(String command, int at) {
        return !is(command, at - 1, "&<>") && !is(command, at + 1, "&>");
    }

    private static boolean is(String command, int at, String characters) {
        return at >= 0 && at < command.length() && characters.indexOf(command.charAt(at)) >= 0;
    }
}
