package io.github.devopsagent.git;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;

/**
 * The work tree's way from one commit to another.
 *
 * @param from what is checked out before
 * @param to what is checked out after
 */
record Passage(Head from, Head to) {

    private static final String TITLE = "devops-agent is changing this work tree";
    private static final String DETACHED = "detached";
    private static final Pattern HEAD = Pattern.compile("(?:from|to) ([0-9a-f]{40}) (\\S+)");

    /** For a file. */
    String text() {
        return Stream.of(TITLE, "from " + line(from), "to " + line(to), "")
                .reduce((one, other) -> one + "\n" + other)
                .orElseThrow();
    }

    private static String line(Head head) {
        return head.commit().name() + " " + head.branch().orElse(DETACHED);
    }

    /** Reads what {@link #text} has written; empty if it is anything else. */
    static Optional<Passage> read(String text) {
        List<String> lines = text.lines().toList();
        return lines.size() == 3 && lines.get(0).equals(TITLE)
                ? head(lines.get(1)).flatMap(from -> head(lines.get(2)).map(to -> new Passage(from, to)))
                : Optional.empty();
    }

    private static Optional<Head> head(String line) {
        Matcher head = HEAD.matcher(line);
        return head.matches()
                ? Optional.of(new Head(
                        ObjectId.fromString(head.group(1)),
                        Optional.of(head.group(2)).filter(branch -> !branch.equals(DETACHED))))
                : Optional.empty();
    }

    /** The refs that are moved on the way. */
    List<String> refs() {
        return Stream.concat(Stream.of(Constants.HEAD), Stream.of(from, to).flatMap(head -> head.branch().stream()))
                .distinct()
                .toList();
    }
}
