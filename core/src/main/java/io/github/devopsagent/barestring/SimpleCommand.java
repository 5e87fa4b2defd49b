package io.github.devopsagent.barestring;

import java.util.List;

/**
 * One of the commands of a command line: a program and its arguments, between the operators of the shell.
 *
 * @param words its words, without redirections
 * @param targets where it is redirected from or to
 * @param isPiped whether it reads what another one prints
 * @param isPart whether there are others beside it
 */
record SimpleCommand(List<ParsedWord> words, List<Redirection> targets, boolean isPiped, boolean isPart) {

    SimpleCommand {
        words = List.copyOf(words);
        targets = List.copyOf(targets);
    }

    /**
     * Where input comes from, or output goes.
     *
     * @param operator such as {@code >>}
     * @param target a file, or the number of a descriptor
     */
    record Redirection(String operator, ParsedWord target) {}
}
