package io.github.devopsagent.internal.resolve;

import io.github.devopsagent.address.HttpUrl;
import io.github.devopsagent.barestring.BareString.Interpretation.Prose;
import io.github.devopsagent.barestring.Placeholders;
import io.github.devopsagent.barestring.WrittenCommands;
import io.github.devopsagent.commandline.VainCommand;
import io.github.devopsagent.internal.json.JsonText;
import io.github.devopsagent.script.MarkedCode;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a plan's author writes instead of a bare string that is not executed, as JSON to paste, in one line. */
final class ProseFix {

    private static final Pattern URL = Pattern.compile("(?i)https?://[^\\s\"'`<>()\\[\\]]*[^\\s\"'`<>()\\[\\].,;:!?]");

    /** A single word may as well be the name of anything else. */
    private static final Pattern COMMAND = Pattern.compile("[\\s/]");

    private ProseFix() {}

    /**
     * Of a string.
     *
     * @param prose as it was read
     * @param text as it stands in the plan
     * @param isCheck whether it is a health check
     * @return why it is not executed, and what to write
     */
    static String of(Prose prose, String text, boolean isCheck) {
        return prose.why() + "; " + fix(prose.meant(), text, isCheck);
    }

    private static String fix(String meant, String text, boolean isCheck) {
        List<String> code = MarkedCode.of(text);
        Optional<String> against = url(code.size() == 1 ? code.get(0) : meant, isCheck)
                .map(url -> Optional.<String>empty())
                .orElseGet(() -> MarkedCode.against(text));
        if (against.isPresent()) {
            return against.get() + ", so that no command is proposed; what is to be run is written as {\"run\": …}";
        }
        if (code.size() > 1) {
            String all = code.stream().map(JsonText::quoted).collect(Collectors.joining(", "));
            List<String> commands =
                    code.stream().filter(each -> COMMAND.matcher(each).find()).toList();
            return "several commands may stand in it, " + all
                    + ": write an entry of its own for each that is one, such as "
                    + (commands.isEmpty() ? "{\"run\": …}" : entries(commands));
        }
        if (code.isEmpty()) {
            Optional<WrittenCommands> written = WrittenCommands.of(meant);
            if (written.isPresent() && written.get().commands().size() > 1) {
                return "if it is several commands, write an entry for each, "
                        + entries(written.get().commands());
            }
            if (written.isPresent()) {
                return "if it is " + form(written.get().commands().get(0), isCheck);
            }
            return "if it is " + (isMarked(meant) ? "a command, write it as {\"run\": …}" : form(meant, isCheck));
        }
        String only = code.get(0);
        return only.equals(meant)
                ? "if it is " + form(meant, isCheck)
                : "if what it marks as code is " + form(only, isCheck)
                        + "; what a shell is to substitute is $(…) there";
    }

    /** What changes but the shell belongs to what follows. */
    private static String entries(List<String> commands) {
        boolean isOneScript =
                commands.stream().anyMatch(each -> VainCommand.asStep(each).isPresent());
        return isOneScript
                ? "{\"run\": [" + commands.stream().map(JsonText::quoted).collect(Collectors.joining(", ")) + "]}"
                : commands.stream().map(ProseFix::command).collect(Collectors.joining(", "));
    }

    /** A shell would substitute what stands between two of these marks. */
    private static boolean isMarked(String meant) {
        return meant.indexOf('`') >= 0;
    }

    private static String form(String meant, boolean isCheck) {
        Optional<String> url = url(meant, isCheck);
        if (url.isPresent()) {
            return "a URL to ask, write {\"http\": " + JsonText.quoted(url.get()) + "}";
        }
        Optional<String> placeholder = Placeholders.first(meant);
        if (placeholder.isPresent()) {
            return "a command, write it with a value instead of " + placeholder.get() + " as {\"run\": …}";
        }
        return "a command, write "
                + command(
                        HttpUrl.parse(meant).isRight() && URL.matcher(meant).matches() ? "curl -fsS " + meant : meant);
    }

    /** Of a health check that names a URL, and no program that asks it. */
    private static Optional<String> url(String meant, boolean isCheck) {
        Matcher url = URL.matcher(meant);
        boolean isUrl = isCheck && !meant.contains("curl ") && !meant.contains("wget ") && url.find();
        return isUrl && HttpUrl.parse(url.group()).isRight() ? Optional.of(url.group()) : Optional.empty();
    }

    private static String command(String run) {
        return "{\"run\": " + JsonText.quoted(run) + "}";
    }
}
