package io.github.devopsagent.script;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds what a text for people marks as code, as Markdown does: in fences, or between backticks. A shell would take
 * these backticks for a substitution, and execute what the command between them prints.
 */
public final class MarkedCode {

    private static final Pattern FORBIDDING = Pattern.compile(
            "(?iU)\\b(?:not|never|cannot|dont|\\w+n['\u2019]t|skip|ignore|avoid|refrain|disregard|beware|deprecated|obsolete|"
                    + "forbidden|prohibited|disabled|formerly|previously|was|no\\s+longer|comment(?:ed)?\\s+out|"
                    + "nicht|nie|niemals|kein\\w*|veraltet|ne\\s+pas|jamais|nunca|no\\s+(?:ejecut|us)\\w*|n\u00e3o)\\b"
                    + "|[\u4e0d\u52ff\u522b]|\u7981\u6b62|~~|<!--|^\\s*(?:[-*+]\\s+)?\\[[xX]\\]\\s");

    /** A prompt of nobody's machine, as documentation has it. */
    static final String ANY_PROMPT =
            "\\w+@(?:host(?:name)?|localhost|server|machine|box|computer|vm|ubuntu|debian)(?::~?)?\\$\\s";

    /** It says on which machine, in which directory, as whom, or to which program it is typed. */
    private static final Pattern PROMPT = Pattern.compile("^\\s*(?!" + ANY_PROMPT
            + ")(?:(?:\\[[^\\]]+\\]|[\\w~/][\\w~/.@:-]*)\\s?[#$%]|\\w+=?[#>]|(?:PS\\s+)?[A-Za-z]:\\\\\\S*>)\\s+\\S");

    /** What leads over from a command to a remark on it. */
    private static final Pattern REMARK = Pattern.compile("\\s(?:[\u2013\u2014\u2192]|->|=>|//|--)\\s|(?<!\\S)/\\*");

    /** What says nothing of when to run a command, though a sentence might: options, paths, settings, conditions of a shell. */
    private static final Pattern ARGUMENT = Pattern.compile(
            "(?<!\\S)(?:--(?:require-approval|pull|restart|color)[ =][Nn]ever"
                    + "|-{1,2}[A-Za-z][\\w-]*(?:[ =](?:\"[^\"]*\"|'[^']*'))?(?:=\\S+)?|unless-stopped|on-failure|\"?[\\w@$~.-]*[\\w.~][/=:.@][\\w*$\\[]\\S*)(?!\\S)"
                    + "|^\\s*(?:kubectl|oc|docker|podman|npm|npx|pnpm|cargo|git|task|ssh|go)\\s[^;|]*?(?=\\s--\\s)\\s--(?=\\s)"
                    + "|(?:^|[;&|'\"({]|\\b(?:then|do)\\s)\\s*(?:if|until|while)\\b(?=[^;]{0,400};\\s*(?:then|do)\\b)|\\|\\|"
                    + "|\\bssh(?=\\s+(?:-|\\S*[@\\d$]\\S*\\s+(?!(?:and|then|to|works|is)\\b)[\\w\"'./]))|\\b(?:docker|podman|helm|npm|argocd|gcloud|az) login\\b");

    private MarkedCode() {}

    /**
     * Finds out what speaks against executing a command that a text names, without the rest of the text.
     *
     * @param text of one line or several
     * @return what the text says besides its command, for people; empty if nothing speaks against it
     */
    public static Optional<String> against(String text) {
        String marked = around(text);
        boolean isCommandItself = of(text).isEmpty();
        String around = isCommandItself ? ARGUMENT.matcher(marked).replaceAll(" ") : marked;
        if (FORBIDDING.matcher(around).find()) {
            return Optional.of("it may say not to run it");
        }
        boolean isRestricted =
                text.lines().anyMatch(line -> PROMPT.matcher(line).find())
                        || REMARK.matcher(around).find()
                        || RunbookWords.against(around, true).isPresent();
        return isRestricted
                ? Optional.of("it says more than a command, such as when, where or as whom to run it")
                : Optional.empty();
    }

    /** What is left without code. */
    private static String around(String text) {
        StringBuilder around = new StringBuilder();
        Optional<RunbookFence> fence = Optional.empty();
        for (String line : text.lines().toList()) {
            if (fence.isPresent()) {
                fence = fence.filter(open -> !open.isClosedBy(line));
                continue;
            }
            fence = RunbookFence.openedBy(line);
            if (fence.isEmpty()) {
                String outside = RunbookLine.isTooLong(line)
                        ? line
                        : RunbookLine.CODE.matcher(line).replaceAll("\u2026");
                around.append(outside).append('\n');
            }
        }
        return around.toString();
    }

    /**
     * Finds the commands in a text.
     *
     * @param text of one line or several
     * @return what stands in each fence of a shell, without prompts; without such a fence, what stands between
     *     backticks; each once, in order
     */
    public static List<String> of(String text) {
        Set<String> scripts = new LinkedHashSet<>();
        Set<String> spans = new LinkedHashSet<>();
        Optional<RunbookFence> fence = Optional.empty();
        for (String line : text.lines().toList()) {
            if (fence.isEmpty()) {
                fence = RunbookFence.openedBy(line);
                if (fence.isEmpty()) {
                    addSpans(line, spans);
                }
            } else if (fence.get().isClosedBy(line)) {
                fence.get().script().ifPresent(scripts::add);
                fence = Optional.empty();
            } else {
                fence.get().add(line);
            }
        }
        fence.flatMap(RunbookFence::script).ifPresent(scripts::add);
        return List.copyOf(scripts.isEmpty() ? spans : scripts);
    }

    private static void addSpans(String line, Set<String> spans) {
        if (RunbookLine.isTooLong(line)) {
            return;
        }
        Matcher code = RunbookLine.CODE.matcher(line);
        while (code.find()) {
            String content = RunbookLine.command(code);
            if (!content.isEmpty()) {
                spans.add(content);
            }
        }
    }
}
