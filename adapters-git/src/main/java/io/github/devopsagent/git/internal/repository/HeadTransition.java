package io.github.devopsagent.git.internal.repository;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.Constants;

/**
 * The work tree's way from one commit to another.
 *
 * @param from what is checked out before
 * @param to what is checked out after
 */
public record HeadTransition(Head from, Head to) {

    private static final String TITLE = "devops-agent is changing this work tree";

    /** As records on the disk have it. */
    public String text() {
        return TITLE + "\n" + from.line() + "\n" + to.line() + "\n";
    }

    /** Reads what {@link #text} has written; empty if it is anything else. */
    public static Optional<HeadTransition> read(String text) {
        List<String> lines = text.lines().toList();
        return lines.size() == 3 && lines.get(0).equals(TITLE)
                ? Head.read(lines.get(1))
                        .flatMap(from -> Head.read(lines.get(2)).map(to -> new HeadTransition(from, to)))
                : Optional.empty();
    }

    /** The refs that are moved on the way. */
    public List<String> refs() {
        return Stream.concat(Stream.of(Constants.HEAD), Stream.of(from, to).flatMap(head -> head.branch().stream()))
                .distinct()
                .toList();
    }
}
