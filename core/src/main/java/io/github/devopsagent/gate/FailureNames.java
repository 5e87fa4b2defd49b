package io.github.devopsagent.gate;

import io.github.devopsagent.gate.SummaryWords.Subject;
import io.github.devopsagent.regex.LazyPattern;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Names under which failures are counted or listed: {@code failed_suites}, {@code e2e_failures}, {@code failedBrowsers}. */
final class FailureNames {

    private static final Set<String> BESIDE_FAILURE = SummaryWords.set(
            "unhandled uncaught fatal unexpected runtime global open new unresolved remaining outstanding critical major"
                    + " minor blocking product run exec execution setup teardown hook hooks found detected assertion"
                    + " assertions step steps check checks subtest subtests message messages reason reasons detail details id ids list names");
    private static final Set<String> COUNTED_FAILURES = SummaryWords.set("failed failing failures");
    private static final Set<String> FAILING_PARTS =
            SummaryWords.set("browsers devices platforms specs jobs stages targets features");
    private static final Set<String> NO_FAILURES_OF = SummaryWords.set(
            "expected expect max maximum min allowed allow acceptable accepted tolerated threshold limit stop on after if when"
                    + " retry retries retried retryable simulated injected inject handle handles handled recovered fixed resolved ignore"
                    + " ignored non not no zero without previous request requests rate login logins attempt attempts");
    /** What stands behind {@code failed_on} and is as it should be, or no longer so. */
    private static final LazyPattern NO_PLACE = LazyPattern.of("purpose|(?:main|master|trunk)(?: branch)?"
            + "|(?:the )?first (?:try|run|attempt)|(?:the )?old (?:version|release|build|code)");

    private static final Set<String> SUITES =
            SummaryWords.set("suite suites file files feature features module modules");

    private FailureNames() {}

    /** What a name of several telling words is about, if it has a word for a failure. */
    static Optional<Subject> subject(List<String> telling) {
        if (Collections.disjoint(telling, SummaryWords.FAILED)) {
            return Optional.empty();
        }
        List<String> rest = new ArrayList<>(telling);
        rest.removeAll(SummaryWords.FAILED);
        rest.removeAll(BESIDE_FAILURE);
        if (rest.isEmpty()) {
            return Optional.of(Subject.FAILED);
        }
        return SUITES.containsAll(rest)
                ? Optional.of(Subject.FAILED_SUITES)
                : isOfPart(telling) ? Optional.of(Subject.FAILED) : Optional.empty();
    }

    /** Such as {@code e2e_failures} and {@code failed_browsers}, but not {@code max_failures} or {@code failed_logins}. */
    private static boolean isOfPart(List<String> telling) {
        String last = telling.get(telling.size() - 1);
        String first = telling.get(0);
        boolean isCounted = COUNTED_FAILURES.contains(last)
                || first.equals("failures")
                || (SummaryWords.FAILED.contains(first) && Set.of("in", "on").contains(telling.get(1)))
                || (SummaryWords.FAILED.contains(first)
                        && (FAILING_PARTS.contains(last) || SummaryWords.PARTS.contains(last)));
        boolean isPlace = first.equals("failed") && telling.get(1).equals("on");
        if (isPlace
                && NO_PLACE.matcher(String.join(" ", telling.subList(2, telling.size())))
                        .matches()) {
            return false;
        }
        return isCounted
                && Collections.disjoint(isPlace ? telling.subList(2, telling.size()) : telling, NO_FAILURES_OF)
                && Collections.disjoint(telling, SummaryWords.EARLIER_RUNS)
                && Collections.disjoint(telling, SummaryWords.MEASUREMENTS);
    }
}
