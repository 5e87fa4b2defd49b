package io.github.devopsagent.commandline;

import java.util.Optional;

/**
 * A word of a script, or an operator of the shell.
 *
 * @param text of a word what is left without its quotes; of a redirection also the number before it
 * @param kind what it is
 * @param document of the word that ends a here-document, what stands in it
 */
record ShellToken(String text, TokenKind kind, Optional<String> document) {

    enum TokenKind {
        /** Not quoted, so that it may be a reserved word. */
        PLAIN,
        QUOTED,
        OPERATOR
    }

    ShellToken(String text, TokenKind kind) {
        this(text, kind, Optional.empty());
    }

    boolean isOperator() {
        return kind == TokenKind.OPERATOR;
    }

    boolean isRedirection() {
        return isOperator() && (text.indexOf('>') >= 0 || text.indexOf('<') >= 0);
    }

    boolean beginsHereDocument() {
        return isOperator() && text.matches("\\d*<<-?");
    }

    /** Whether it may be a word that the shell knows itself. */
    boolean isReservable() {
        return kind == TokenKind.PLAIN;
    }
}
