package io.github.devopsagent.program;

import io.github.devopsagent.regex.LazyPattern;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A script of another language among the arguments of its interpreter, as {@code python3 -c '…'}. What it does is not understood
 * here. It is only told where it is plain that its exit code does not depend on what it asks: it asks in a way that reports a
 * failure by a value, and nothing in it may decide anything.
 */
public final class InterpretedScript {

    /**
     * What is known of a language.
     *
     * @param program the names of its interpreter
     * @param option behind which the script stands
     * @param asking asks something, and fails only if nobody is reached, or never
     * @param deciding may end the script by what was found; also what is not seen through
     * @param fix what to write
     */
    private record Language(
            LazyPattern program, LazyPattern option, LazyPattern asking, LazyPattern deciding, String fix) {}

    private static final List<Language> LANGUAGES = List.of(
            language(
                    "(?:python|pypy)[\\d.]*",
                    "-[bBdEIOqsSuvx]*c",
                    "\\b(?:requests|httpx)\\.(?:get|head|post|put|request)\\(|\\.connect_ex\\(|\\bos\\.system\\("
                            + "|\\bsubprocess\\.(?:call|run|Popen|getoutput|getstatusoutput)\\("
                            + "|\\.getresponse\\(\\)|\\bexcept\\b[^:]*:\\s*(?:pass|print)\\b",
                    "\\b(?:raise|raise_for_status|assert|exit(?!\\(os\\.system)|_exit|abort|quit|kill|check|check_returncode|if|elif|while"
                            + "|json|loads|exec|eval|getattr)\\b|==|!=|<|>|[\\w)\\]]\\[|\\b1 ?/|\\bint\\(|\\bnext\\(",
                    "end with sys.exit(1), or r.raise_for_status(), where the answer is not the right one"),
            language(
                    "node|nodejs",
                    "-[ip]*[ep]|--eval",
                    "\\bhttps?['\"]?\\)?\\.(?:get|request)\\(|\\bfetch\\(|\\bexecSync\\b.*\\bcatch\\b|\\bspawnSync\\(",
                    "\\bprocess\\.exit\\((?!0?\\))|\\b(?:exitCode|throw|assert|reject|axios|if|kill|abort|eval|strictEqual)\\b|\\.json\\(",
                    "end with process.exit(1) where the answer is not the right one"),
            language(
                    "perl[\\d.]*",
                    "-(?!-)(?!\\w*[np])[\\w:=]*[eE]",
                    "\\bget(?:print)? ?\\(|\\bsystem\\b|\\bqx\\b|`|->get\\(",
                    "\\b(?:die|exit|croak|if|unless|or|and|kill|eval|require|while|until|is_success)\\b|&&|\\|\\||\\?|==|=~",
                    "end with 'or exit 1' where the answer is not the right one"),
            language(
                    "ruby[\\d.]*",
                    "-(?!-)\\w*e",
                    "Net::HTTP\\.(?:get|get_response|start|new)\\b|\\bsystem\\b|`",
                    "\\b(?:exit|exit!|abort|raise|fail|if|unless|and|or|kill|value|exec|assert|Integer|begin|error!)(?!\\w)|&&|\\|\\||\\?|==|=~|\\[|exception: ?true",
                    "end with 'exit 1' where the answer is not the right one"));

    /** Each asks nothing, of Python and of JavaScript. */
    private static final LazyPattern NO_QUESTION =
            LazyPattern.of("import (?:sys|os|time|json|socket)(?:, ?(?:sys|os|time|json|socket))*|pass|True|0|"
                    + "(?:print|console\\.log)\\((?:'[^']*'|\"[^\"]*\")?\\)|(?:(?:sys|process)\\.)?exit\\(0?\\)");

    /** Nothing is told of longer scripts, in characters: nobody writes them so, and the patterns would take long. */
    private static final int LONGEST = 4_000;

    private InterpretedScript() {}

    private static Language language(String program, String option, String asking, String deciding, String fix) {
        return new Language(
                LazyPattern.of(program),
                LazyPattern.of(option),
                LazyPattern.of(asking, Pattern.DOTALL),
                LazyPattern.of(deciding, Pattern.DOTALL),
                fix);
    }

    /**
     * Whether a command ends with success whatever it is answered.
     *
     * @param program its name
     * @param arguments its own
     * @return what people should know of it, with the fix; empty if that is not plain
     */
    public static Optional<String> blind(String program, List<String> arguments) {
        for (Language language : LANGUAGES) {
            Optional<String> script = script(language, program, arguments);
            if (script.isPresent()) {
                return language.asking().matcher(script.get()).find()
                                && !language.deciding().matcher(script.get()).find()
                        ? Optional.of("nothing in the script of '" + program
                                + "' decides by what it is answered, so that a failure counts as success: "
                                + language.fix())
                        : Optional.empty();
            }
        }
        return Optional.empty();
    }

    /**
     * Whether a command asks nothing at all, as far as that is plain.
     *
     * @param program its name
     * @param arguments its own
     */
    public static boolean asksNothing(String program, List<String> arguments) {
        return LANGUAGES.stream()
                .flatMap(language -> script(language, program, arguments).stream())
                .anyMatch(InterpretedScript::asksNothing);
    }

    private static boolean asksNothing(String script) {
        for (String statement : script.split("[;\\n]", -1)) {
            if (!statement.isBlank() && !NO_QUESTION.matcher(statement.strip()).matches()) {
                return false;
            }
        }
        return true;
    }

    /** What a command is given to execute; a filter such as {@code perl -ne} has a script for each line, and is none. */
    private static Optional<String> script(Language language, String program, List<String> arguments) {
        if (!language.program().matcher(program).matches()) {
            return Optional.empty();
        }
        int at = 0;
        while (at < arguments.size()
                && arguments.get(at).startsWith("-")
                && !language.option().matcher(arguments.get(at)).matches()) {
            at++;
        }
        boolean isThere = at + 1 < arguments.size()
                && language.option().matcher(arguments.get(at)).matches();
        return isThere ? Optional.of(arguments.get(at + 1)).filter(text -> text.length() <= LONGEST) : Optional.empty();
    }
}
