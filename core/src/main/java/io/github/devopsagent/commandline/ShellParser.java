package io.github.devopsagent.commandline;

import io.github.devopsagent.commandline.ShellNode.CommandList;
import io.github.devopsagent.commandline.ShellNode.ConditionalBranch;
import io.github.devopsagent.commandline.ShellNode.ListEntry;
import io.github.devopsagent.commandline.ShellNode.PipedCommands;
import io.github.devopsagent.commandline.ShellNode.Redirections;
import io.github.devopsagent.commandline.ShellTokens.ShellToken;
import io.github.devopsagent.regex.LazyPattern;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Parses a script for a shell. Of what only some shells have, most is not parsed.
 *
 * <p>A {@code case} becomes an {@code if} that compares its word with each pattern. A call of a function that was defined
 * before becomes what stands in it, unless that has a {@code return}: then it is a program like any other.
 */
final class ShellParser {

    private static final Set<String> ENDS = Set.of("then", "elif", "else", "fi", "do", "done", "}", "esac");
    private static final Set<String> BRANCH_ENDS = Set.of(";;", ";&", ";;&");
    private static final Set<String> NOT_PARSED =
            Set.of("esac", "select", "coproc", "in", "then", "elif", "else", "fi", "do", "done", "}");
    private static final Set<String> SEPARATORS = Set.of(";", "&", "\n");
    private static final Set<String> HARMLESS_FILES =
            Set.of("/dev/null", "/dev/stdout", "/dev/stderr", "/dev/stdin", "/dev/tty");

    private static final LazyPattern FUNCTION_NAME = LazyPattern.of("[A-Za-z_][\\w.:-]*");

    /** So many brackets in brackets are parsed. */
    private static final int DEEPEST = 50;

    /** So many calls of functions are parsed, with those in what they call: each is judged anew. */
    private static final int MOST_CALLS = 200;

    /** What a function is, if what it does can stand in place of a call, and how many calls that has in it. */
    private record Function(Optional<ShellNode> body, int calls) {}

    private final List<ShellToken> tokens;
    private final Map<String, Function> functions = new HashMap<>();
    private int at;
    private int depth;
    private int calls;

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
        while (at < tokens.size() && !isOperator(")") && !isBranchEnd() && !isAnyWord(ENDS)) {
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
        } else if (at < tokens.size() && !isOperator(")") && !isBranchEnd()) {
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
        if (isWord("case")) {
            return choice();
        }
        if (isWord("function")) {
            at++;
            return function();
        }
        if (isAnyWord(NOT_PARSED)) {
            throw new UnparsedScriptException();
        }
        if (at + 1 < tokens.size() && !tokens.get(at).isOperator() && isOperator("(", at + 1)) {
            return function();
        }
        return simple();
    }

    /** Where no pattern matches, it succeeds, as an {@code if} without {@code else} does. */
    private ShellNode choice() throws UnparsedScriptException {
        at++;
        String word = word();
        skipLineEnds();
        if (at >= tokens.size() || !tokens.get(at).text().equals("in")) {
            throw new UnparsedScriptException();
        }
        at++;
        skipLineEnds();
        List<ConditionalBranch> branches = new ArrayList<>();
        Optional<CommandList> otherwise = Optional.empty();
        while (!isWord("esac")) {
            List<String> patterns = patterns();
            CommandList body = list();
            if (isOperator(";;")) {
                at++;
                skipLineEnds();
            } else if (!isWord("esac")) {
                throw new UnparsedScriptException();
            }
            if (otherwise.isEmpty() && patterns.contains("*")) {
                otherwise = Optional.of(body);
            } else if (otherwise.isEmpty()) {
                branches.add(new ConditionalBranch(comparison(word, String.join("|", patterns)), body));
            }
        }
        at++;
        Redirections redirections = redirections();
        return branches.isEmpty()
                ? new ShellNode.CommandGroup(otherwise.orElseThrow(UnparsedScriptException::new), false, redirections)
                : new ShellNode.Conditional(branches, otherwise, true, redirections);
    }

    private List<String> patterns() throws UnparsedScriptException {
        if (isOperator("(")) {
            at++;
        }
        List<String> patterns = new ArrayList<>(List.of(word()));
        while (isOperator("|")) {
            at++;
            patterns.add(word());
        }
        expectOperator(")");
        return patterns;
    }

    private static CommandList comparison(String word, String pattern) {
        ShellNode test =
                new ShellNode.SimpleWords(List.of("[[", word, "==", pattern, "]]"), Redirections.NONE, Set.of());
        return only(test);
    }

    private static CommandList only(ShellNode node) {
        return new CommandList(
                List.of(new ListEntry(List.of(new PipedCommands(List.of(node), false)), List.of(), false)));
    }

    /** To define one always succeeds. */
    private ShellNode function() throws UnparsedScriptException {
        String name = word();
        if (!FUNCTION_NAME.matcher(name).matches()) {
            throw new UnparsedScriptException();
        }
        if (isOperator("(")) {
            at++;
            expectOperator(")");
        }
        skipLineEnds();
        int begin = at;
        int callsBefore = calls;
        if (!isWord("{") && !isOperator("(")) {
            throw new UnparsedScriptException();
        }
        ShellNode body = command();
        boolean returns = hasWord("return", begin);
        Function function = new Function(returns ? Optional.empty() : Optional.of(body), calls - callsBefore);
        // What it ends is not told apart, nor which of two definitions holds.
        if ((returns && hasWord("exit", begin)) || functions.put(name, function) != null) {
            throw new UnparsedScriptException();
        }
        return new ShellNode.SimpleWords(List.of(":"), Redirections.NONE, Set.of());
    }

    private boolean hasWord(String word, int from) {
        for (ShellToken each : tokens.subList(from, at)) {
            if (each.text().equals(word)) {
                return true;
            }
        }
        return false;
    }

    private ShellNode called(ShellNode.SimpleWords words) throws UnparsedScriptException {
        if (functions.isEmpty()) {
            return words;
        }
        Optional<Function> function = words.words().isEmpty()
                ? Optional.empty()
                : Optional.ofNullable(functions.get(words.words().get(0)));
        Optional<ShellNode> body = function.flatMap(Function::body);
        if (function.isEmpty() || body.isEmpty()) {
            return words;
        }
        calls += 1 + function.get().calls();
        if (calls > MOST_CALLS) {
            throw new UnparsedScriptException();
        }
        return new ShellNode.CommandGroup(only(body.get()), false, words.redirections());
    }

    private String word() throws UnparsedScriptException {
        if (at >= tokens.size() || tokens.get(at).isOperator()) {
            throw new UnparsedScriptException();
        }
        return tokens.get(at++).text();
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
        return new ShellNode.Conditional(branches, otherwise, false, redirections());
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
        Set<String> vanishing = new HashSet<>();
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
                if (token.kind() == ShellToken.TokenKind.EXPANDED) {
                    vanishing.add(token.text());
                }
                at++;
            }
        }
        if (at == begin || isOperator("(")) {
            throw new UnparsedScriptException();
        }
        return called(new ShellNode.SimpleWords(words, redirections, vanishing));
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
        boolean mixesErrors = operator.equals("2>&") && target.equals("1");
        return new Redirections(isFile && reads, isFile && !reads, mixesErrors, document, true);
    }

    private void skipLineEnds() {
        while (isOperator("\n")) {
            at++;
        }
    }

    private boolean isOperator(String text) {
        return isOperator(text, at);
    }

    private boolean isOperator(String text, int where) {
        return where < tokens.size()
                && tokens.get(where).isOperator()
                && tokens.get(where).text().equals(text);
    }

    private boolean isBranchEnd() {
        return at < tokens.size()
                && tokens.get(at).isOperator()
                && BRANCH_ENDS.contains(tokens.get(at).text());
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
