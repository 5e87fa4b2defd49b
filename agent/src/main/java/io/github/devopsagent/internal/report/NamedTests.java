package io.github.devopsagent.internal.report;

import io.github.devopsagent.gate.StatusText;
import io.github.devopsagent.gate.TestOutcome;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Tests that an object has by their names: {@code "smoke_tests": {"login": true, "checkout": false}}. */
final class NamedTests {

    /** Of what is no object of tests. */
    static final NamedTests NONE = new NamedTests();

    /** Words of what is fine if it is not so, and of settings. */
    private static final Set<String> NO_TESTS = Set.of(
            ("flaky retried retry rerun reruns blocking blocker blockers issues issue leak leaks loss manual headless cached"
                            + " cache breaking degraded needs need requires required has deprecated critical timeout timed"
                            + " parallel sharded automated truncated partial dry debug verbose ci local override overridden"
                            + " conflict conflicts warning warnings risk risks stale outdated optional strict only new changed"
                            + " modified regression regressions rollback escalated escalation attention action enabled"
                            + " disabled mocked stubbed random randomized fail bail exit slow bug bugs found vulnerability vulnerabilities downtime corruption outage score scores theme sensitive exact")
                    .split(" "));

    private static final Pattern NOT =
            Pattern.compile("(?i)not (?:yet )?(?:tested|run|passed|passing|working|ok|done|executed|ready|green)\\b");

    private int passed;
    private int denied;
    private int others;
    private String first = "";

    /** Sees a field of the object that says nothing by its name. */
    void see(String name, String text, boolean isText, boolean isFalse) {
        if (this == NONE) {
            return;
        }
        boolean isTrue = !isText && text.equals("true");
        if (isTrue || (isText && TestOutcome.of(text) == TestOutcome.PASSED)) {
            passed++;
        } else if ((isFalse || (isText && isNo(text))) && isTest(name)) {
            denied++;
            first = first.isEmpty() ? "says of " + name + " that it is " + text : first;
        } else {
            others++;
        }
    }

    private static boolean isNo(String text) {
        return StatusText.isNo(text)
                || StatusText.isPlainNo(text)
                || NOT.matcher(text).lookingAt()
                || text.matches("[45]\\d\\d");
    }

    private static boolean isTest(String name) {
        return Arrays.stream(name.split("[^A-Za-z]+|(?<=[a-z])(?=[A-Z])"))
                .map(word -> word.toLowerCase(Locale.ROOT))
                .noneMatch(NO_TESTS::contains);
    }

    /** What it says against itself. */
    Optional<String> refusal() {
        return this != NONE && denied > 0 && (passed > 0 || others == 0) ? Optional.of(first) : Optional.empty();
    }
}
