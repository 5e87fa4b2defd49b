package io.github.devopsagent.barestring;

import io.github.devopsagent.barestring.SimpleCommand.Redirection;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Splits a command line into its simple commands, as {@code sh} does: at operators, line ends and the reserved words,
 * behind comments and here-documents. What commands are made of is not judged, nor is anything run.
 */
final class CommandSplitter {

    private static final Set<String> BEFORE_A_COMMAND =
            Set.of("if", "then", "elif", "else", "while", "until", "do", "!", "{");
    private static final Set<String> BEHIND_A_COMMAND = Set.of("then", "elif", "else", "do", "fi", "done", "}");
    private static final Set<String> AFTER_A_COMMAND = Set.of("fi", "done", "}");
    private static final Set<String> NOT_READ = Set.of("case", "esac", "function", "select", "coproc");
    private static final Set<String> FOR_DAEMONS = Set.of("nohup", "setsid", "daemonize");
    private static final Pattern PLAIN = Pattern.compile("[a-z]+");
    private static final Pattern OPERATOR = Pattern.compile("&&|\\|\\||\\|&|;;|[;&|\n()]");
    private static final Pattern REDIRECTION = Pattern.compile("\\d*(?:<<<|<<-|<<|<>|>>|>\\||>&|<&|[<>])|&>>?");

    private final String line;
    private final WordReader reader;
    private final List<SimpleCommand> commands = new ArrayList<>();
    private final List<String> documents = new ArrayList<>();
    private List<ParsedWord> words = new ArrayList<>();
    private List<Redirection> targets = new ArrayList<>();
    private boolean isPiped;
    private boolean isClosed;
    private boolean isOpened;

    private CommandSplitter(String line) {
        this.line = line;
        this.reader = new WordReader(line);
    }

    /**
     * The commands of a line, as a shell would tell them apart.
     *
     * @param line one or more lines
     * @return at least one command
     * @throws ShellSyntaxException if it is no command line
     */
    static List<SimpleCommand> split(String line) throws ShellSyntaxException {
        return new CommandSplitter(line).split();
    }

    private List<SimpleCommand> split() throws ShellSyntaxException {
        while (skipBlanks()) {
            Matcher redirection = at(REDIRECTION);
            Matcher operator = at(OPERATOR);
            boolean isProcess = (at("<(") || at(">(")) && !words.isEmpty();
            if (redirection.lookingAt() && !isProcess) {
                redirect(redirection.group());
            } else if (operator.lookingAt()) {
                operator(operator.group());
            } else {
                word(reader.next());
            }
        }
        end();
        if (commands.isEmpty()) {
            throw new ShellSyntaxException("it has no command");
        }
        boolean isPart = commands.size() > 1;
        return commands.stream()
                .map(each -> new SimpleCommand(each.words(), each.targets(), each.isPiped(), isPart))
                .toList();
    }

    private boolean at(String text) {
        return line.startsWith(text, reader.position());
    }

    private Matcher at(Pattern pattern) {
        return pattern.matcher(line).region(reader.position(), line.length());
    }

    private boolean skipBlanks() throws ShellSyntaxException {
        int position = reader.position();
        while (position < line.length()) {
            char each = line.charAt(position);
            if (line.startsWith("\\\n", position)) {
                position += 2;
            } else if (each == ' ' || each == '\t') {
                position++;
            } else if (each == '#') {
                int found = line.indexOf('\n', position);
                int end = found < 0 ? line.length() : found;
                String comment = line.substring(position, end).strip();
                if (Remark.saysWhether(comment)) {
                    throw new ShellSyntaxException("'" + comment + "' says rather whether or when to do it");
                }
                position = end;
            } else {
                break;
            }
        }
        reader.moveTo(position);
        return position < line.length();
    }

    private void redirect(String operator) throws ShellSyntaxException {
        reader.moveTo(reader.position() + operator.length());
        skipBlanks();
        ParsedWord target = reader.next();
        if (target.text().isEmpty()) {
            throw new ShellSyntaxException("nothing stands behind " + operator);
        }
        if (operator.endsWith("<<") || operator.endsWith("<<-")) {
            documents.add(target.value());
        } else {
            targets.add(new Redirection(operator, target));
        }
    }

    private void operator(String operator) throws ShellSyntaxException {
        reader.moveTo(reader.position() + operator.length());
        if (operator.equals("(") && !words.isEmpty()) {
            throw new ShellSyntaxException("it has a bracket behind a word");
        }
        if (operator.equals("&") && !isDaemon()) {
            throw new ShellSyntaxException("'&' would leave a command in the background, where nobody sees it fail");
        }
        end();
        isPiped = operator.startsWith("|") && !operator.equals("||");
        isClosed = operator.equals(")");
        if (operator.equals("\n")) {
            skipDocuments();
        }
    }

    private boolean isDaemon() {
        return words.stream().anyMatch(word -> FOR_DAEMONS.contains(word.text()));
    }

    private void skipDocuments() throws ShellSyntaxException {
        int position = reader.position();
        for (String delimiter : documents) {
            Matcher end = Pattern.compile("(?m)^\t*" + Pattern.quote(delimiter) + "$")
                    .matcher(line)
                    .region(position, line.length());
            if (!end.find()) {
                throw new ShellSyntaxException("it has a here-document without its end, " + delimiter);
            }
            position = end.end();
        }
        documents.clear();
        reader.moveTo(position);
    }

    private void word(ParsedWord word) throws ShellSyntaxException {
        if (isClosed) {
            throw new ShellSyntaxException("it has a word behind a bracket");
        }
        boolean isFirst = words.isEmpty();
        if (isFirst && NOT_READ.contains(word.text())) {
            throw new ShellSyntaxException("it begins with '" + word.text() + "', which only {\"run\": …} may");
        }
        if (isFirst && commands.isEmpty() && !isOpened && BEHIND_A_COMMAND.contains(word.text())) {
            throw new ShellSyntaxException("it begins with '" + word.text() + "'");
        }
        if (isFirst && BEFORE_A_COMMAND.contains(word.text())) {
            return;
        }
        if (isFirst && AFTER_A_COMMAND.contains(word.text())) {
            isClosed = true;
            return;
        }
        if (isFirst && word.text().equals("for")) {
            loop();
            return;
        }
        words.add(word);
    }

    private void loop() throws ShellSyntaxException {
        isOpened = true;
        skipBlanks();
        reader.next();
        skipBlanks();
        if (!reader.next().text().equals("in")) {
            throw new ShellSyntaxException("it begins with 'for', without an 'in'");
        }
        List<ParsedWord> each = new ArrayList<>();
        while (skipBlanks() && !at(";") && !at("\n")) {
            each.add(reader.next());
            if (each.get(each.size() - 1).text().isEmpty()) {
                throw new ShellSyntaxException("its 'for' has no end");
            }
        }
        if (each.size() == 1 && PLAIN.matcher(each.get(0).text()).matches()) {
            throw new ShellSyntaxException("its 'for' has one plain word, of which there would be one round");
        }
    }

    private void end() {
        if (!words.isEmpty() || !targets.isEmpty()) {
            // What is redirected behind a group is fed by it.
            commands.add(new SimpleCommand(words, targets, isPiped || isClosed, false));
            isPiped = false;
        }
        words = new ArrayList<>();
        targets = new ArrayList<>();
        isClosed = false;
    }
}
