package io.github.devopsagent.commandline;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/** Looks through a script for what runs with nohup, by its brackets and lists. */
final class NohupScan {

    /**
     * What is found of a script, or of a part of it.
     *
     * @param hasNohup whether something runs with nohup, and prints where the script does
     * @param hasDaemon whether that is left in the background
     */
    record NohupUse(boolean hasNohup, boolean hasDaemon) {}

    private static final Set<String> OPENING = Set.of("{", "if", "while", "until", "for", "case", "select");
    private static final Set<String> CLOSING = Set.of("}", "fi", "done", "esac");
    private static final Set<String> BEFORE_A_COMMAND = Set.of("then", "else", "elif", "do", "!");

    /** So many scripts in scripts are looked into. */
    private static final int DEEPEST = 4;

    private final Deque<NohupList> open = new ArrayDeque<>(List.of(new NohupList(false)));
    private final int depth;

    private NohupScan(int depth) {
        this.depth = depth;
    }

    static NohupUse of(String script) {
        return of(script, 0);
    }

    /** Of a script that stands in another one, so deep. */
    static NohupUse of(String script, int depth) {
        if (depth > DEEPEST) {
            return new NohupUse(false, false);
        }
        NohupScan scan = new NohupScan(depth);
        Iterator<ShellToken> tokens = ShellTokens.of(script).iterator();
        while (tokens.hasNext()) {
            scan.read(tokens.next(), tokens);
        }
        while (scan.open.size() > 1) {
            scan.close();
        }
        return scan.list().end(depth);
    }

    private NohupList list() {
        return open.element();
    }

    private void read(ShellToken token, Iterator<ShellToken> rest) {
        if (token.isRedirection()) {
            if (rest.hasNext()) {
                list().command().redirect(token.text(), rest.next().text());
            }
        } else if (token.isOperator()) {
            readOperator(token.text());
        } else if (!list().command().hasWords() && token.isReservable()) {
            readFirstWord(token);
        } else {
            list().command().add(token.text());
        }
    }

    private void readOperator(String operator) {
        if (operator.equals(")") && list().isInParentheses()) {
            close();
        } else if (operator.equals("(") && !list().command().hasWords()) {
            open.push(new NohupList(true));
        } else {
            // Also the brackets of a function and of a case.
            list().endCommand(operator, depth);
        }
    }

    private void readFirstWord(ShellToken token) {
        if (CLOSING.contains(token.text()) && open.size() > 1 && !list().isInParentheses()) {
            close();
        } else if (OPENING.contains(token.text())) {
            open.push(new NohupList(false));
        } else if (BEFORE_A_COMMAND.contains(token.text())) {
            list().endCommand(";", depth);
        } else {
            list().command().add(token.text());
        }
    }

    private void close() {
        NohupUse inner = open.pop().end(depth);
        list().command().addCompound(inner);
    }
}
