package io.github.devopsagent.commandline;

import io.github.devopsagent.regex.LazyPattern;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;

/** Splits a script into words and operators, as a shell does, but for aliases. What is substituted is part of a word. */
final class ShellTokens {

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
            /** A variable or a substitution outside of quotes, of which no word is left where it is empty. */
            EXPANDED,
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

    private static final LazyPattern OPERATOR =
            LazyPattern.of("&&|\\|\\||;;&?|;&|&>>?|\\|&|\\d*(?:>>|>\\||>&|<<<|<<-|<<|<&|<>|<|>)|[&|;()\\n]");

    private static final LazyPattern VARIABLE = LazyPattern.of("\\$(?:\\w+|\\{\\w+\\})");

    private final String script;
    private final List<ShellToken> tokens = new ArrayList<>();
    /** Where the words stand that end them. */
    private final Deque<Integer> hereDocuments = new ArrayDeque<>();

    private final StringBuilder word = new StringBuilder();
    private boolean isWord;
    private boolean isQuoted;
    private boolean hasQuotes;
    private int at;

    private ShellTokens(String script) {
        this.script = script;
    }

    static List<ShellToken> of(String script) {
        ShellTokens reader = new ShellTokens(script);
        while (reader.at < script.length()) {
            reader.readOne();
        }
        reader.endWord();
        return reader.tokens;
    }

    private void readOne() {
        char each = script.charAt(at);
        Matcher operator = OPERATOR.matcher(script).region(at, script.length());
        if (each == ' ' || each == '\t' || each == '\r') {
            endWord();
            at++;
        } else if (each == '#' && !isWord) {
            at = lineEnd(at);
        } else if (isSubstitution(each)) {
            readSubstitution();
        } else if (!(isWord && Character.isDigit(each)) && operator.lookingAt()) {
            readOperator(operator.group());
        } else if (each == '\'' || each == '"') {
            readQuoted(each);
        } else if (each == '\\') {
            readEscaped();
        } else {
            append(each);
            at++;
        }
    }

    private boolean isSubstitution(char each) {
        return each == '`'
                || (each == '$' && (startsWith("(", at + 1) || startsWith("{", at + 1)))
                || ((each == '<' || each == '>') && startsWith("(", at + 1));
    }

    private boolean startsWith(String text, int from) {
        return script.startsWith(text, from);
    }

    private void append(char each) {
        isWord = true;
        word.append(each);
    }

    private void endWord() {
        if (isWord) {
            String text = word.toString();
            tokens.add(new ShellToken(text, kind(text)));
            if (tokens.size() > 1 && tokens.get(tokens.size() - 2).beginsHereDocument()) {
                hereDocuments.add(tokens.size() - 1);
            }
        }
        word.setLength(0);
        isWord = false;
        isQuoted = false;
        hasQuotes = false;
    }

    private ShellToken.TokenKind kind(String text) {
        boolean isOne = !hasQuotes
                && (VARIABLE.matcher(text).matches()
                        || (isSubstitution(text, 0) && behindSubstitution(text, 0) == text.length()));
        return isOne
                ? ShellToken.TokenKind.EXPANDED
                : isQuoted ? ShellToken.TokenKind.QUOTED : ShellToken.TokenKind.PLAIN;
    }

    /** Whether a command stands there for what it prints. */
    static boolean isSubstitution(String text, int from) {
        return text.startsWith("`", from) || (text.startsWith("$(", from) && !text.startsWith("$((", from));
    }

    /** Where the text goes on behind a substitution that begins there. */
    static int behindSubstitution(String text, int from) {
        ShellTokens reader = new ShellTokens(text);
        return text.charAt(from) == '`' ? reader.closingBackquote(from + 1) : reader.closingBracket(from + 1);
    }

    private void readOperator(String operator) {
        endWord();
        tokens.add(new ShellToken(operator, ShellToken.TokenKind.OPERATOR));
        at += operator.length();
        while (operator.equals("\n") && !hereDocuments.isEmpty()) {
            readHereDocument(hereDocuments.remove());
        }
    }

    private void readHereDocument(int delimiter) {
        ShellToken word = tokens.get(delimiter);
        int begin = at;
        int end = at;
        boolean isOver = false;
        while (!isOver && at < script.length()) {
            int lineEnd = lineEnd(at);
            isOver = script.substring(at, lineEnd).strip().equals(word.text());
            at = Math.min(lineEnd + 1, script.length());
            end = isOver ? end : at;
        }
        tokens.set(delimiter, new ShellToken(word.text(), word.kind(), Optional.of(script.substring(begin, end))));
    }

    private int lineEnd(int from) {
        int end = script.indexOf('\n', from);
        return end < 0 ? script.length() : end;
    }

    private void readEscaped() {
        if (!startsWith("\n", at + 1) && at + 1 < script.length()) {
            isQuoted = true;
            hasQuotes = true;
            append(script.charAt(at + 1));
        }
        at += 2;
    }

    /** Between quotes; what a backslash escapes in them is taken as it is. */
    private void readQuoted(char quote) {
        boolean hasEscapes = quote == '"' || isDollarBefore();
        isWord = true;
        isQuoted = true;
        hasQuotes = true;
        at++;
        while (at < script.length() && script.charAt(at) != quote) {
            if (hasEscapes && script.charAt(at) == '\\' && at + 1 < script.length()) {
                at++;
            } else if (quote == '"' && isSubstitution(script.charAt(at)) && "<>".indexOf(script.charAt(at)) < 0) {
                readSubstitution();
                continue;
            }
            append(script.charAt(at));
            at++;
        }
        at++;
    }

    private boolean isDollarBefore() {
        return word.length() > 0 && word.charAt(word.length() - 1) == '$';
    }

    private void readSubstitution() {
        int end = script.charAt(at) == '`' ? closingBackquote(at + 1) : closingBracket(at + 1);
        while (at < end) {
            append(script.charAt(at));
            at++;
        }
        isQuoted = true;
    }

    private int closingBackquote(int from) {
        int end = from;
        while (end < script.length() && script.charAt(end) != '`') {
            end += script.charAt(end) == '\\' ? 2 : 1;
        }
        return Math.min(end + 1, script.length());
    }

    /** Behind the bracket that closes the one which stands here. */
    private int closingBracket(int from) {
        char open = script.charAt(from);
        char close = open == '(' ? ')' : '}';
        int depth = 0;
        char quote = 0;
        for (int i = from; i < script.length(); i++) {
            char each = script.charAt(i);
            if (each == '\\' && quote != '\'') {
                i++;
            } else if (quote != 0) {
                quote = each == quote ? 0 : quote;
            } else if (each == '\'' || each == '"') {
                quote = each;
            } else if (each == open) {
                depth++;
            } else if (each == close && --depth == 0) {
                return i + 1;
            }
        }
        return script.length();
    }
}
