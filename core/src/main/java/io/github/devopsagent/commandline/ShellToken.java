package io.github.devopsagent.commandline;

/**
 * A word of a script, or an operator of the shell.
 *
 * @param text of a word what is left without its quotes; of a redirection also the number before it
 * @param kind what it is
 */
record ShellToken(String text, TokenKind kind) {

    enum TokenKind {
        /** Not quoted, so that it may be a reserved word. */
        PLAIN,
        QUOTED,
        OPERATOR
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
