package io.github.devopsagent.commandline;

import io.github.devopsagent.commandline.ShellNode.CommandList;
import io.github.devopsagent.commandline.ShellNode.ConditionalBranch;
import io.github.devopsagent.commandline.ShellNode.ListEntry;
import io.github.devopsagent.commandline.ShellNode.PipedCommands;
import io.github.devopsagent.commandline.ShellNode.Redirections;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Parses a script for a shell. Functions, {@code case} and what only some shells have is not parsed. */
final class ShellParser {

    private static final Set<String> ENDS = Set.of("then", "elif", "else", "fi", "do", "done", "}");
    private static final Set<String> NOT_PARSED = Set.of(
            "case", "esac", "function", "select", "coproc", "in", "then", "elif", "else", "fi", "do", "done", "}");
    private static final Set<String> SEPARATORS = Set.of(";", "&", "\n");
    private static final Set<String> HARMLESS_FILES =
            Set.of("/dev/null", "/dev/stdout", "/dev/stderr", "/dev/stdin", "/dev/tty");

    /** So many brackets in brackets are parsed. */
    private static final int DEEPEST = 50;

    private final List<ShellToken> tokens;
    private int at;
    private int depth;

    private ShellParser(String script) {
        this.tokens = ShellTokens.of(script);
    }

    /** What a script consists of; empty if it is not parsed. */
    static Optional<CommandList> parse(String script) {
        ShellParser parser = new ShellParser(script);
        try {
            CommandList list = parser.list();
            return parser.at == parser.tokens.size() ? Optional.of(list) : Optional.empty();
        } catch (UnparsedScriptException e) {
            return Optional.empty();
        }
    }

    /** A script has what is not parsed here. */
    private static final class UnparsedScriptException extends Exception {
        private static final long serialVersionUID = 1L;
    }

    private CommandList list() throws UnparsedScriptException {
        if (++depth > DEEPEST) {
            throw new UnparsedScriptException();
        }
        List<ListEntry> entries = new ArrayList<>();
        skipLineEnds();
        while (at < tokens.size() && !isOperator(")") && !isAnyWord(ENDS)) {
            entries.add(entry());
            skipLineEnds();
        }
        depth--;
        return new CommandList(entries);
    }

    private ListEntry entry() throws UnparsedScriptException {
        List<PipedCommands> pipelines = new ArrayList<>(List.of(pipeline()));
        List<Boolean> isSuccessAsked = new ArrayList<>();
        while (isOperator("&&") || isOperator("||")) {
            isSuccessAsked.add(isOperator("&&"));
            at++;
            skipLineEnds();
            pipelines.add(pipeline());
        }
        boolean isInBackground = isOperator("&");
        if (at < tokens.size()
                && SEPARATORS.contains(tokens.get(at).text())
                && tokens.get(at).isOperator()) {
            at++;
        } else if (at < tokens.size() && !isOperator(")")) {
            throw new UnparsedScriptException();
        }
        return new ListEntry(pipelines, isSuccessAsked, isInBackground);
    }

    private PipedCommands pipeline() throws UnparsedScriptException {
        boolean isNegated = false;
        while (isWord("!")) {
            isNegated = !isNegated;
            at++;
        }
        List<ShellNode> commands = new ArrayList<>(List.of(command()));
        while (isOperator("|") || isOperator("|&")) {
            at++;
            skipLineEnds();
            commands.add(command());
        }
        return new PipedCommands(commands, isNegated);
    }

    private ShellNode command() throws UnparsedScriptException {
        if (isOperator("(")) {
            at++;
            CommandList list = list();
            expectOperator(")");
            return new ShellNode.CommandGroup(list, true, redirections());
        }
        if (isWord("{")) {
            at++;
            CommandList list = list();
            expect("}");
            return new ShellNode.CommandGroup(list, false, redirections());
        }
        if (isWord("if")) {
            return conditional();
        }
        if (isWord("for")) {
            return loop();
        }
        if (isWord("while") || isWord("until")) {
            boolean isUntil = isWord("until");
            at++;
            CommandList condition = list();
            CommandList body = body();
            return new ShellNode.WhileLoop(condition, isUntil, body, redirections());
        }
        if (isAnyWord(NOT_PARSED)) {
            throw new UnparsedScriptException();
        }
        return simple();
    }

    private ShellNode conditional() throws UnparsedScriptException {
        List<ConditionalBranch> branches = new ArrayList<>();
        while (isWord("if") || isWord("elif")) {
            at++;
            CommandList condition = list();
            expect("then");
            branches.add(new ConditionalBranch(condition, list()));
        }
        Optional<CommandList> otherwise = Optional.empty();
        if (isWord("else")) {
            at++;
            otherwise = Optional.of(list());
        }
        expect("fi");
        return new ShellNode.Conditional(branches, otherwise, redirections());
    }

    private ShellNode loop() throws UnparsedScriptException {
        List<String> words = new ArrayList<>();
        at++;
        while (at < tokens.size() && !isOperator(";") && !isOperator("\n")) {
            if (isOperator("(")) {
                throw new UnparsedScriptException();
            }
            words.add(tokens.get(at).text());
            at++;
        }
        skipLineEnds();
        CommandList body = body();
        return new ShellNode.ForLoop(words.subList(Math.min(2, words.size()), words.size()), body, redirections());
    }

    private CommandList body() throws UnparsedScriptException {
        if (isOperator(";")) {
            at++;
        }
        skipLineEnds();
        expect("do");
        CommandList body = list();
        expect("done");
        return body;
    }

    private ShellNode simple() throws UnparsedScriptException {
        List<String> words = new ArrayList<>();
        Redirections redirections = Redirections.NONE;
        int begin = at;
        while (at < tokens.size()) {
            ShellToken token = tokens.get(at);
            if (token.isRedirection()) {
                redirections = redirections.and(redirection());
            } else if (token.isOperator()) {
                break;
            } else {
                words.add(token.text());
                at++;
            }
        }
        if (at == begin || isOperator("(")) {
            throw new UnparsedScriptException();
        }
        return new ShellNode.SimpleWords(words, redirections);
    }

    private Redirections redirections() throws UnparsedScriptException {
        Redirections all = Redirections.NONE;
        while (at < tokens.size() && tokens.get(at).isRedirection()) {
            all = all.and(redirection());
        }
        return all;
    }

    private Redirections redirection() throws UnparsedScriptException {
        String operator = tokens.get(at++).text();
        if (at >= tokens.size() || tokens.get(at).isOperator()) {
            throw new UnparsedScriptException();
        }
        Optional<String> document = tokens.get(at).document();
        String target = tokens.get(at++).text();
        boolean isFile = !operator.endsWith("&") && !operator.contains("<<") && !HARMLESS_FILES.contains(target);
        // Who writes to an address of bash's is told whether anybody listens there.
        boolean reads = operator.indexOf('<') >= 0 || target.startsWith("/dev/tcp/") || target.startsWith("/dev/udp/");
        return new Redirections(isFile && reads, isFile && !reads, document);
    }

    private void skipLineEnds() {
        while (isOperator("\n")) {
            at++;
        }
    }

    private boolean isOperator(String text) {
        return at < tokens.size()
                && tokens.get(at).isOperator()
                && tokens.get(at).text().equals(text);
    }

    private boolean isWord(String word) {
        return isAnyWord(Set.of(word));
    }

    private boolean isAnyWord(Set<String> words) {
        return at < tokens.size()
                && tokens.get(at).isReservable()
                && words.contains(tokens.get(at).text());
    }

    private void expect(String word) throws UnparsedScriptException {
        if (!isWord(word)) {
            throw new UnparsedScriptException();
        }
        at++;
    }

    private void expectOperator(String operator) throws UnparsedScriptException {
        if (!isOperator(operator)) {
            throw new UnparsedScriptException();
        }
        at++;
    }
}
