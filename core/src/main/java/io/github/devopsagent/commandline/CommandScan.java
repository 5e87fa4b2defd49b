package io.github.devopsagent.commandline;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lists the commands that a script starts, wherever they stand in it: also in substitutions, brackets, conditions and loops.
 * Whatever sh and bash may read differently, or what hides a command, is not listed but refused: nothing is started that is
 * not in the list.
 */
final class CommandScan {

    private static final int DEEPEST = 30;
    private static final Set<String> BEFORE_A_COMMAND =
            Set.of("if", "then", "elif", "else", "while", "until", "do", "!", "{");
    private static final Set<String> AFTER_A_COMMAND = Set.of("fi", "done", "}");
    private static final Set<String> UNSEEN =
            Set.of("case", "esac", "function", "select", "coproc", "[[", "]]", "repeat", "foreach");
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}&&[^\\n\\t]]");
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern PARAMETER = Pattern.compile(
            "\\$\\{(?:#?[A-Za-z_][A-Za-z0-9_]*|[A-Za-z_][A-Za-z0-9_]*(?::?[-+?]|##?|%%?)[A-Za-z0-9_./:,*@ -]*)\\}");
    private static final Pattern EXPANDED_DOCUMENT = Pattern.compile("[`\\\\]|\\$[({\\[]");
    private static final String WORD_ENDS = " \t\n;&|<>()";

    private final String script;
    private final List<List<ScannedWord>> found = new ArrayList<>();
    private final Deque<HereDocument> documents = new ArrayDeque<>();
    private int at;
    private int depth;
    private boolean isAtLineEnd;

    private record HereDocument(String end, boolean isQuoted, boolean isIndented) {}

    /** A command as it is read. */
    private static final class Unfinished {
        private final List<ScannedWord> words = new ArrayList<>();
        private boolean hasBegun;
        private boolean isClosed;
    }

    private CommandScan(String script) {
        this.script = script;
    }

    /**
     * Lists them.
     *
     * @param script for sh or bash
     * @return the words of each command, without what only is assigned or redirected
     * @throws UnseenCommandException if that cannot be told
     */
    static List<List<ScannedWord>> of(String script) throws UnseenCommandException {
        if (CONTROL.matcher(script).find()) {
            throw new UnseenCommandException("it has a control character");
        }
        CommandScan scan = new CommandScan(script);
        scan.list(false);
        return scan.found;
    }

    private boolean isAt(String text) {
        return script.startsWith(text, at);
    }

    private boolean isAtEnd() {
        return at >= script.length();
    }

    private void list(boolean isInBrackets) throws UnseenCommandException {
        if (++depth > DEEPEST) {
            throw new UnseenCommandException("its brackets are too deep");
        }
        Unfinished command = new Unfinished();
        while (true) {
            skipBlanks();
            if (isAtEnd()) {
                if (isInBrackets || !documents.isEmpty()) {
                    throw new UnseenCommandException("a bracket or a here-document is not closed");
                }
                end(command);
                break;
            }
            char each = script.charAt(at);
            if (each == '#') {
                skipComment(isInBrackets);
            } else if (each == ')') {
                if (!isInBrackets || !documents.isEmpty()) {
                    throw new UnseenCommandException("it has a bracket that closes nothing");
                }
                at++;
                end(command);
                break;
            } else if (each == '(') {
                group(command);
            } else if (each == '<' || each == '>') {
                redirection();
                command.hasBegun = true;
            } else if (WORD_ENDS.indexOf(each) >= 0) {
                operator();
                end(command);
                command = new Unfinished();
                readDocuments();
            } else {
                word(command);
            }
        }
        depth--;
    }

    private void end(Unfinished command) {
        if (!command.words.isEmpty()) {
            found.add(List.copyOf(command.words));
        }
    }

    /** Line ends are left to be read once more: what stands in here-documents begins behind them. */
    private void operator() throws UnseenCommandException {
        for (String unseen : List.of(";;", ";&", "&>", "|&")) {
            if (isAt(unseen)) {
                throw new UnseenCommandException("it has " + unseen + ", which not all shells read alike");
            }
        }
        isAtLineEnd = isAt("\n");
        at += isAt("&&") || isAt("||") ? 2 : 1;
    }

    private void readDocuments() throws UnseenCommandException {
        while (isAtLineEnd && !documents.isEmpty()) {
            readDocument(documents.remove());
        }
        isAtLineEnd = false;
    }

    private void readDocument(HereDocument document) throws UnseenCommandException {
        StringBuilder text = new StringBuilder();
        while (!isAtEnd()) {
            int end = lineEnd();
            String line = script.substring(at, end);
            at = Math.min(end + 1, script.length());
            if ((document.isIndented() ? line.replaceFirst("^\t+", "") : line).equals(document.end())) {
                if (!document.isQuoted() && EXPANDED_DOCUMENT.matcher(text).find()) {
                    throw new UnseenCommandException(
                            "a here-document has a substitution or a backslash; put its end into quotes, <<'EOF'");
                }
                return;
            }
            text.append(line).append('\n');
        }
        throw new UnseenCommandException("a here-document has no end");
    }

    private int lineEnd() {
        int end = script.indexOf('\n', at);
        return end < 0 ? script.length() : end;
    }

    /** Old shells look for the closing bracket in comments, too. */
    private void skipComment(boolean isInBrackets) throws UnseenCommandException {
        if (isInBrackets) {
            throw new UnseenCommandException("it has a comment in brackets");
        }
        at = lineEnd();
    }

    private void skipBlanks() {
        while (isAt(" ") || isAt("\t") || isAt("\\\n")) {
            at += isAt("\\\n") ? 2 : 1;
        }
    }

    private void group(Unfinished command) throws UnseenCommandException {
        if (command.hasBegun || command.isClosed) {
            throw new UnseenCommandException("it has a bracket behind a word, as functions have");
        }
        if (isAt("((")) {
            throw new UnseenCommandException("it has ((, which is arithmetic to some shells");
        }
        at++;
        list(true);
        command.isClosed = true;
        command.hasBegun = true;
    }

    private void redirection() throws UnseenCommandException {
        if (isAt("<<<") || isAt("<(") || isAt(">(")) {
            throw new UnseenCommandException(
                    "it has " + script.substring(at, at + 2) + "…, which only some shells read");
        }
        boolean isDocument = isAt("<<");
        boolean isIndented = isAt("<<-");
        boolean isLong = isDocument || isAt(">>") || isAt(">|") || isAt(">&") || isAt("<&") || isAt("<>");
        at += isIndented ? 3 : isLong ? 2 : 1;
        skipBlanks();
        if (isAtEnd() || WORD_ENDS.indexOf(script.charAt(at)) >= 0) {
            throw new UnseenCommandException("nothing stands behind a redirection");
        }
        ScannedWord target = nextWord();
        if (isDocument) {
            if (!target.isPlain() || target.text().indexOf('\n') >= 0) {
                throw new UnseenCommandException("the end of a here-document is no plain word");
            }
            documents.add(new HereDocument(target.text(), !target.isBare(), isIndented));
        }
    }

    private void word(Unfinished command) throws UnseenCommandException {
        ScannedWord word = word();
        boolean isRedirected = isAt("<") || isAt(">");
        if (isRedirected && word.isNumber()) {
            return;
        }
        if (isRedirected && word.text().startsWith("{")) {
            throw new UnseenCommandException("it has a redirection that sets a variable");
        }
        if (!documents.isEmpty() && word.text().indexOf('\n') >= 0) {
            throw new UnseenCommandException("it has a line end in quotes behind a here-document");
        }
        if (command.isClosed) {
            throw new UnseenCommandException("it has a word behind a bracket or the end of a condition");
        }
        if (!command.hasBegun && word.isBare() && isReserved(word.text(), command)) {
            return;
        }
        command.hasBegun = true;
        if (command.words.isEmpty() && word.assigned().isPresent()) {
            require(word.assigned().get());
        } else {
            command.words.add(word);
        }
    }

    private boolean isReserved(String word, Unfinished command) throws UnseenCommandException {
        if (UNSEEN.contains(word)) {
            throw new UnseenCommandException("it has '" + word + "'");
        }
        if (word.equals("for")) {
            loop();
            command.hasBegun = true;
            command.isClosed = true;
            return true;
        }
        if (AFTER_A_COMMAND.contains(word)) {
            command.hasBegun = true;
            command.isClosed = true;
            return true;
        }
        return BEFORE_A_COMMAND.contains(word);
    }

    private static void require(String variable) throws UnseenCommandException {
        if (PowerfulVariables.has(variable)) {
            throw new UnseenCommandException(PowerfulVariables.refusal(variable));
        }
    }

    /** Up to the line end or the semicolon before its {@code do}. */
    private void loop() throws UnseenCommandException {
        skipBlanks();
        ScannedWord variable = nextWord();
        if (!variable.isBare() || !NAME.matcher(variable.text()).matches()) {
            throw new UnseenCommandException("it has a loop without a variable");
        }
        require(variable.text());
        skipBlanks();
        if (isAt(";") || isAt("\n")) {
            return;
        }
        ScannedWord in = nextWord();
        if (!in.isBare() || !in.text().equals("in")) {
            throw new UnseenCommandException("it has a loop without 'in'");
        }
        skipBlanks();
        while (!isAtEnd() && WORD_ENDS.indexOf(script.charAt(at)) < 0) {
            nextWord();
            skipBlanks();
        }
        if (!isAt(";") && !isAt("\n")) {
            throw new UnseenCommandException("it has a loop whose words have no end");
        }
    }

    private ScannedWord nextWord() throws UnseenCommandException {
        if (isAt("#")) {
            throw new UnseenCommandException("it has a comment where a word must stand");
        }
        return word();
    }

    /** Reads a word, and the commands in it. */
    private ScannedWord word() throws UnseenCommandException {
        WordParts parts = new WordParts();
        while (!isAtEnd() && WORD_ENDS.indexOf(script.charAt(at)) < 0) {
            char each = script.charAt(at);
            switch (each) {
                case '\'' -> {
                    int end = script.indexOf('\'', at + 1);
                    if (end < 0) {
                        throw new UnseenCommandException("a quote is not closed");
                    }
                    parts.quoted(script.substring(at + 1, end));
                    at = end + 1;
                }
                case '"' -> quoted(parts);
                case '\\' -> escaped(parts);
                case '$' -> expansion(parts, false);
                case '`' -> throw backtick();
                default -> {
                    parts.unquoted(each);
                    at++;
                }
            }
        }
        return parts.word();
    }

    private static UnseenCommandException backtick() {
        return new UnseenCommandException("it has backticks; write $(…) instead");
    }

    private void escaped(WordParts parts) throws UnseenCommandException {
        if (at + 1 >= script.length()) {
            throw new UnseenCommandException("it ends with a backslash");
        }
        if (script.charAt(at + 1) != '\n') {
            parts.quoted(script.substring(at + 1, at + 2));
        }
        at += 2;
    }

    private void quoted(WordParts parts) throws UnseenCommandException {
        parts.quoted("");
        at++;
        while (!isAt("\"")) {
            if (isAtEnd()) {
                throw new UnseenCommandException("a quote is not closed");
            }
            char each = script.charAt(at);
            if (each == '`') {
                throw backtick();
            } else if (each == '$') {
                expansion(parts, true);
            } else if (each == '\\' && at + 1 < script.length() && "$`\"\\\n".indexOf(script.charAt(at + 1)) >= 0) {
                escaped(parts);
            } else {
                parts.quoted(script.substring(at, at + 1));
                at++;
            }
        }
        at++;
    }

    private void expansion(WordParts parts, boolean isQuoted) throws UnseenCommandException {
        int begin = at;
        char next = at + 1 < script.length() ? script.charAt(at + 1) : ' ';
        if (isAt("$((") || isAt("$[")) {
            throw new UnseenCommandException("it has arithmetic, in which bash may run commands");
        }
        if (!isQuoted && (next == '\'' || next == '"')) {
            throw new UnseenCommandException("it has $" + next + ", which not all shells read alike");
        }
        if (next == '(') {
            if (!documents.isEmpty()) {
                throw new UnseenCommandException("it has a substitution behind a here-document");
            }
            at += 2;
            list(true);
        } else if (next == '{') {
            Matcher parameter = PARAMETER.matcher(script).region(at, script.length());
            if (!parameter.lookingAt()) {
                throw new UnseenCommandException("it has ${…} with more than a name and a plain default");
            }
            at = parameter.end();
        } else if (Character.isLetterOrDigit(next) || "_@*#?-$!".indexOf(next) >= 0) {
            at += 2;
            while (NAME.matcher(script.substring(begin + 1, begin + 2)).matches()
                    && !isAtEnd()
                    && NAME.matcher("_" + script.charAt(at)).matches()) {
                at++;
            }
        } else {
            parts.quoted("$");
            at++;
            return;
        }
        parts.expanded(script.substring(begin, at), isQuoted);
    }

    /** What a word is made of. */
    private static final class WordParts {
        private final StringBuilder text = new StringBuilder();
        private boolean isPlain = true;
        private boolean isSplit;
        private int unquoted = ScannedWord.BARE;

        void quoted(String part) {
            endUnquoted();
            text.append(part);
        }

        void unquoted(char each) {
            boolean isHome = each == '~' && (text.isEmpty() || "=:".indexOf(text.charAt(text.length() - 1)) >= 0);
            boolean isMatched = "*?[".indexOf(each) >= 0;
            isPlain &= !isHome && !isMatched && "{}".indexOf(each) < 0;
            isSplit |= isMatched || "{}".indexOf(each) >= 0;
            text.append(each);
        }

        void expanded(String part, boolean isQuoted) {
            endUnquoted();
            isPlain = false;
            isSplit |= !isQuoted || part.contains("@");
            text.append(part);
        }

        private void endUnquoted() {
            unquoted = Math.min(unquoted, text.length());
        }

        ScannedWord word() {
            // Alone it matches nothing, and is the name of a program.
            boolean isTest = text.toString().equals("[");
            return new ScannedWord(text.toString(), isPlain || isTest, isSplit && !isTest, unquoted);
        }
    }

    /** It cannot be told what a script starts. */
    static final class UnseenCommandException extends Exception {

        private static final long serialVersionUID = 1;

        private final String why;

        UnseenCommandException(String why) {
            super(why);
            this.why = why;
        }

        /** The reason, for people. */
        String why() {
            return why;
        }
    }
}
