package io.github.devopsagent.script;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;

/**
 * Finds what a text for people marks as code, as Markdown does: in fences, or between backticks. A shell would take
 * these backticks for a substitution, and execute what the command between them prints.
 */
public final class MarkedCode {

    private MarkedCode() {}

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
