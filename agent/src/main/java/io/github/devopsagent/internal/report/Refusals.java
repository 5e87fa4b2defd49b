package io.github.devopsagent.internal.report;

import io.github.devopsagent.domain.Phase;
import io.github.devopsagent.gate.StatusText;
import io.github.devopsagent.gate.SummaryWords;
import io.github.devopsagent.inbox.MessageField;
import io.github.devopsagent.inbox.MessageField.ValueType;
import io.github.devopsagent.inbox.UnreadFields;
import io.github.devopsagent.regex.LazyPattern;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Fields of a report by which somebody refuses the deployment, by the words of the inbox. */
final class Refusals {

    /** What has been asked is remembered, so it is forgotten from time to time. */
    private static final int MOST_ASKED = 1000;

    /** "2 passed, failed: 0" refuses nothing. */
    private static final LazyPattern NO_FAILURE =
            LazyPattern.of("(?i)(?:fail\\w*|errors?|broken|blocked|skipped)\\s*[:=]\\s*0\\b");

    private static final LazyPattern TIME =
            LazyPattern.of("[0-9]{4}-[0-9]{2}-[0-9]{2}.*|[0-9]{9,19}(?:\\.[0-9]{0,9})?");

    /** Since the tests began. */
    private static final LazyPattern MILLISECONDS = LazyPattern.of("[0-9]{3,8}(?:\\.[0-9]{0,9})?");

    private UnreadFields policy = new UnreadFields("");
    private int asked;

    /** What a value of a field says, which is a text, a number or a boolean. */
    Optional<String> of(List<String> path, ReportStream in) {
        return no(path.subList(0, path.size() - 1), path.get(path.size() - 1), type(in), in.scalar());
    }

    /** What a text says that stands in the list at a path. */
    Optional<String> ofText(List<String> path, String text) {
        return no(path.subList(0, path.size() - 1), path.get(path.size() - 1), ValueType.TEXT, text);
    }

    /** An object in a list says no by the list's name. */
    Optional<String> ofList(List<String> path) {
        return UnreadFields.isNoByName(path.get(path.size() - 1))
                ? no(path, "", ValueType.TRUE, "true")
                : Optional.empty();
    }

    private static ValueType type(ReportStream in) {
        return in.isText()
                ? ValueType.TEXT
                : in.isTrue()
                        ? ValueType.TRUE
                        : in.isFalse() ? ValueType.FALSE : in.isNull() ? ValueType.NULL : ValueType.NUMBER;
    }

    private Optional<String> no(List<String> above, String name, ValueType type, String text) {
        if (++asked % MOST_ASKED == 0) {
            policy = new UnreadFields("");
        }
        // How far the epic is, status.json tells; and a run of tests starts and stops at some time.
        boolean isTime = (name.toLowerCase(Locale.ROOT).startsWith("stop")
                        && TIME.matcher(text).matches())
                || (name.equals("stop") && MILLISECONDS.matcher(text).matches());
        boolean isPhase = SummaryWords.lastWord(name).equals("state")
                && Phase.of(text.strip().toLowerCase(Locale.ROOT)).isPresent();
        // The tests of a stop button passed; a veto did not.
        boolean isPassed = type == ValueType.TEXT
                && StatusText.isYes(text)
                && !name.toLowerCase(Locale.ROOT).contains("veto");
        if (isTime || isPhase || isPassed) {
            return Optional.empty();
        }
        String said = type == ValueType.TEXT ? NO_FAILURE.matcher(text).replaceAll(" ") : text;
        return policy.no(new MessageField(above, name, -1, type, said)).map(why -> "says no: " + text);
    }
}
