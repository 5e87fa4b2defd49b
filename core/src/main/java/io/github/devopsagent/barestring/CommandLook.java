package io.github.devopsagent.barestring;

import io.github.devopsagent.barestring.SimpleCommand.Redirection;
import io.github.devopsagent.program.ShellName;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Judges by its look whether a text is a command line rather than a sentence. Each of its commands must look like one:
 * its first word is a tool, and its arguments are such as that tool has. In doubt it is a sentence.
 */
final class CommandLook {

    private static final Pattern ASSIGNMENT = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*\\+?=(?!=).*", Pattern.DOTALL);
    private static final Pattern FILE_TARGET = Pattern.compile("[\\w@%+:,.~/-]*(?:/[\\w@%+:,.~-]*|\\.[A-Za-z]\\w*)");
    private static final Set<String> FILE_NAMES =
            Set.of("VERSION", "REVISION", "COMMIT", "BUILD", "BUILD_ID", "RELEASE", "TAG", "SHA", "secret", "out");
    private static final Pattern DESCRIPTOR = Pattern.compile("\\d|-");
    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\p{Z}&&[^\\t\\n ]]");
    /** Any other word behind an option may be what is done. */
    private static final String OPTIONS =
            "(?:\\s+(?:-(?:[nCHfl]|-context|-namespace)\\s+[\\w./][\\w./-]*|-\\S+))*?\\s+";
    /** But for what asks something; of what changes something, a pipe would hide the failure. */
    private static final Pattern NEGATED = Pattern.compile("(?:^|[(;&\n{])\\s*!\\s+"
            + "(?!-|(?:sudo\\s+)?(?:[ezf]?grep|rg|test|\\[\\[?|pgrep|pidof|ps|journalctl|dmesg|cat|tail|head|"
            + "curl|wget|nc|lsof|ss|ping|diff|cmp|find|command|which|mount|mountpoint|id|getent|psql"
            + "|docker\\s+(?:compose\\s+)?(?:ps|images?|inspect|logs|container|volume|network|exec|top)"
            + "|kubectl" + OPTIONS + "(?:get|describe|logs|diff|auth|exec|top|rollout\\s+status)"
            + "|systemctl" + OPTIONS + "(?:is-\\w+|status|list-\\w+|show|cat|--failed)"
            + "|git" + OPTIONS
            + "(?:diff|diff-\\w+|status|show|show-ref|rev-parse|rev-list|grep|log|ls-\\w+|merge-base|branch"
            + "|tag|cat-file))\\s)");

    private static final Pattern CLAUSE = Pattern.compile("(?s).*[A-Za-z0-9)][.!?:,;]");
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z]+");
    private static final Pattern SEVERAL_WORDS = Pattern.compile("[\\W_]*[A-Za-z]+(?:[ '][A-Za-z]+)+[\\W_]*");

    /** Of {@code test}, negative numbers as well. */
    private static final Pattern TEST = Pattern.compile("-(?:[a-zA-Z]|eq|ne|lt|le|gt|ge|nt|ot|ef|\\d+)");

    /** What is quoted may be anything, but a target is one word. */
    private static final Set<String> TARGETED = Set.of("make", "gmake", "just", "task", "mage", "ant", "ninja");

    /** What a tool does and what it does it to, though no table says that it does. */
    private static final ArgumentForm.Item VERB_OR_NAME =
            ToolTable.form("$targets|$verbs|$scripts|W").items().get(0);

    /** As of {@code kubectl rollout restart}. */
    private static final int MOST_VERBS = 2;

    private static final Pattern SCRIPT_FOLLOWS = Pattern.compile("-[a-z]*c");

    private static final Set<String> SENTENCES_OF_ECHO =
            Set.of("a", "an", "the", "this", "that", "it", "our", "your", "their", "in", "into", "to", "for", "please");

    private final Programs programs;

    CommandLook(Predicate<String> isInstalled) {
        this.programs = new Programs(isInstalled);
    }

    /**
     * Where a command stands.
     *
     * @param isPiped whether something else feeds it, or takes what it prints
     * @param isPart whether there are other commands beside it
     * @param isRedirected whether it is redirected
     * @param isBehindAnother whether another program runs it, such as sudo
     */
    private record Position(boolean isPiped, boolean isPart, boolean isRedirected, boolean isBehindAnother) {

        Position behindAnother() {
            return new Position(isPiped, isPart, isRedirected, true);
        }

        boolean fulfils(ArgumentForm form, List<ParsedWord> arguments) {
            return form.conditions().stream().allMatch(condition -> switch (condition) {
                case "OPT" -> arguments.stream().anyMatch(ParsedWord::isOption);
                case "PIPED" -> isPiped;
                case "REDIR" -> isRedirected;
                case "PART" -> isPart;
                case "WHOLE" -> !isPart && !isBehindAnother;
                default -> isBehindAnother;
            });
        }
    }

    /**
     * Whether a text is a sentence rather than a command.
     *
     * @param text as a shell would get it
     * @return why it is read as a sentence; empty if it looks like a command line
     */
    Optional<String> whyProse(String text) {
        if (text.isBlank()) {
            return Optional.of("it is empty");
        }
        if (text.stripTrailing().endsWith("\\")) {
            return Optional.of("it ends with a backslash");
        }
        if (INVISIBLE.matcher(text).find()) {
            return Optional.of("it has an invisible character");
        }
        if (NEGATED.matcher(text).find()) {
            return Optional.of("'!' before it makes a success of its failure");
        }
        return whyProse(text, false);
    }

    private Optional<String> whyProse(String text, boolean isInner) {
        try {
            List<SimpleCommand> commands = CommandSplitter.split(text);
            return first(commands, command -> whyProse(command, isInner)).or(() -> Pipelines.whyNone(commands));
        } catch (ShellSyntaxException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static <T> Optional<String> first(List<T> all, java.util.function.Function<T, Optional<String>> why) {
        return all.stream().map(why).flatMap(Optional::stream).findFirst();
    }

    private Optional<String> whyProse(SimpleCommand command, boolean isInner) {
        Position position = new Position(
                command.isPiped() || isInner,
                command.isPart() || isInner,
                !command.targets().isEmpty(),
                false);
        return whyProse(command.words(), position)
                .or(() -> first(command.targets(), this::whyProse))
                .or(() -> first(
                        command.words().stream()
                                .flatMap(word -> word.inner().stream())
                                .toList(),
                        inner -> whyProse(inner, true)));
    }

    private Optional<String> whyProse(Redirection redirection) {
        ParsedWord target = redirection.target();
        boolean isFile = target.isOpaque()
                || redirection.operator().endsWith("<<<")
                || FILE_TARGET.matcher(target.value()).matches()
                || FILE_NAMES.contains(target.value());
        boolean isDescriptor = redirection.operator().endsWith("&")
                && DESCRIPTOR.matcher(target.value()).matches();
        return isFile || isDescriptor
                ? Optional.empty()
                : Optional.of("'" + redirection.operator() + " " + target.text()
                        + "' would read or write a file of that name");
    }

    private Optional<String> whyProse(List<ParsedWord> all, Position position) {
        List<ParsedWord> words = all.stream()
                .dropWhile(word -> ASSIGNMENT.matcher(word.text()).matches())
                .toList();
        if (words.isEmpty()) {
            return all.isEmpty() && !position.isPiped() ? Optional.of("it has no command") : Optional.empty();
        }
        String name = words.get(0).value();
        List<ParsedWord> arguments = words.subList(1, words.size());
        if (name.equals("echo")) {
            return isSaid(arguments) || Postscript.namesScript(arguments) ? whySentence(words) : Optional.empty();
        }
        if (name.equals("test")
                && arguments.stream()
                        .anyMatch(word ->
                                word.isOption() && !TEST.matcher(word.text()).matches())) {
            return Optional.of("'test' has no such options");
        }
        if (TARGETED.contains(name) && arguments.stream().anyMatch(CommandLook::isSentence)) {
            return Optional.of("'" + name + "' has no targets of several words");
        }
        Optional<String> postscript = Postscript.find(words).or(() -> whySaidToShell(words));
        if (postscript.isPresent()) {
            return postscript;
        }
        Optional<ParsedWord> remark = Programs.isFile(name) ? QuotedRemark.first(arguments) : Optional.empty();
        if (remark.isPresent()) {
            return remark.map(word -> word.text() + " says rather whether or when to do it");
        }
        if (Programs.isNoWord(name) && hasOptionsAndNoRemark(arguments)) {
            return Optional.empty();
        }
        List<ArgumentForm> forms = programs.forms(words.get(0), arguments);
        if (forms.isEmpty()) {
            return whySurely(words).or(() -> Optional.of(programs.whyNone(words.get(0))));
        }
        ArgumentMatcher matcher = new ArgumentMatcher(
                arguments, programs.values(words.get(0)), behind -> whyProse(behind, position.behindAnother())
                        .isEmpty());
        return forms.stream().anyMatch(form -> position.fulfils(form, arguments) && matcher.matches(form))
                ? Optional.empty()
                : whySentence(words);
    }

    /**
     * Whether there are options among them, and plain words only where no remark stands: before the first word that is none,
     * at most two, or right behind an option with two hyphens that is no switch.
     */
    private static boolean hasOptionsAndNoRemark(List<ParsedWord> arguments) {
        int verbs = 0;
        while (verbs < arguments.size() && !isNoRemark(arguments.get(verbs))) {
            verbs++;
        }
        boolean hasOption = false;
        for (int i = 0; i < arguments.size(); i++) {
            ParsedWord word = arguments.get(i);
            boolean mayBePlain = i < verbs || (i > 0 && ArgumentMatcher.mayHaveValue(arguments.get(i - 1)));
            if (!isNoRemark(word) && !(mayBePlain && VERB_OR_NAME.matches(word))) {
                return false;
            }
            hasOption |= word.isOption();
        }
        return hasOption && verbs <= MOST_VERBS;
    }

    private static boolean isNoRemark(ParsedWord word) {
        if (word.isOpaque()) {
            return !QuotedRemark.isOne(word);
        }
        return word.isOption()
                ? word.text().equals("--") || ArgumentMatcher.isWrittenAsOption(word)
                : WordClass.isMarked(word)
                        && !Remark.isForPeople(word.value())
                        && !word.value().equals("-");
    }

    /** What a shell gets in quotes is a line of commands by itself, though of programs that need not be here. */
    private Optional<String> whySaidToShell(List<ParsedWord> words) {
        return IntStream.range(1, words.size())
                .filter(i -> words.get(0).value().equals("ssh")
                        || (SCRIPT_FOLLOWS.matcher(words.get(i - 1).text()).matches()
                                && words.subList(0, i - 1).stream().anyMatch(word -> ShellName.isOne(word.value()))))
                .mapToObj(words::get)
                .filter(word -> word.isQuoted() && !word.isExpanded())
                .map(this::whySaid)
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** A script may have what is not read here, but not a mark behind its quotes. */
    private Optional<String> whySaid(ParsedWord script) {
        try {
            return first(CommandSplitter.split(script.value()), this::whySaid);
        } catch (ShellSyntaxException e) {
            return Optional.ofNullable(e.getMessage()).filter(why -> script.isQuotedInPart());
        }
    }

    private Optional<String> whySaid(SimpleCommand command) {
        List<ParsedWord> words = command.words();
        if (words.size() > 1 && isSaid(words.get(0).value()) && words.stream().allMatch(CommandLook::isPlain)) {
            return whyProse(command, true);
        }
        return words.isEmpty()
                        || !programs.forms(words.get(0), words.subList(1, words.size()))
                                .isEmpty()
                ? Optional.empty()
                : whySurely(words);
    }

    /** Whether sentences begin with it, or whether it is known what it may be given. */
    private static boolean isSaid(String first) {
        String folded = first.toLowerCase(Locale.ROOT);
        return EnglishWords.FIRST_WORDS.contains(folded)
                || ToolTable.find(first).isPresent();
    }

    private static boolean isPlain(ParsedWord word) {
        return PLAIN.matcher(Remark.plain(word.value())).matches();
    }

    private static boolean isSentence(ParsedWord word) {
        return !word.isExpanded() && SEVERAL_WORDS.matcher(word.value()).matches();
    }

    private static boolean isSaid(List<ParsedWord> arguments) {
        List<ParsedWord> plain =
                arguments.stream().filter(word -> !word.isOpaque()).toList();
        return plain.stream()
                        .anyMatch(word -> SENTENCES_OF_ECHO.contains(word.value())
                                || !word.value().chars().allMatch(each -> each < 0x7f))
                || (!plain.isEmpty()
                        && CLAUSE.matcher(plain.get(plain.size() - 1).value()).matches());
    }

    /** What shows it most. */
    private static Optional<String> whySentence(List<ParsedWord> words) {
        return whySurely(words)
                .or(() -> Optional.of(
                        words.size() == 1
                                ? "'" + words.get(0).text() + "' alone may be a word as well"
                                : "what follows '" + words.get(0).text() + "' is not what this tool is usually given"));
    }

    private static Optional<String> whySurely(List<ParsedWord> words) {
        ParsedWord last = words.get(words.size() - 1);
        if (!last.isOpaque() && CLAUSE.matcher(last.value()).matches()) {
            return Optional.of("it ends like a sentence");
        }
        return words.stream()
                .skip(1)
                .filter(word -> !word.isOpaque() && CapitalWord.isFunctionInAnyCase(word.value()))
                .map(word -> "it has the word '" + word.value() + "', as sentences do")
                .findFirst();
    }
}
