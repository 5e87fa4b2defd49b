package io.github.devopsagent.internal.report;

import io.github.devopsagent.gate.KindCount;
import io.github.devopsagent.gate.SummaryWords;
import io.github.devopsagent.gate.SummaryWords.Extent;
import io.github.devopsagent.gate.SummaryWords.PartCount;
import io.github.devopsagent.gate.SummaryWords.Subject;
import io.github.devopsagent.gate.UnjudgedFields;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * What the name of a field tells of its value.
 *
 * @param subject what it is about, if it sums tests up
 * @param isOfEarlierRun whether it is of an earlier run
 * @param isOtherMatter whether an object of this name is about something else
 * @param saysNothing whether its value says nothing, whatever it is
 * @param isProse whether its text is prose
 * @param isPart whether the parts of a test stand there
 * @param isChecklist whether false under any name says no in an object of this name
 * @param isOfSuite whether tests are summed up there
 * @param isOfPassing whether its text may tell how many of something passed
 * @param isAgreement whether false says that something is not as it should be
 * @param isMeasurement whether what was measured stands there
 * @param isBreakdown whether tests are summed up there by what they are
 * @param isOutput whether what a tool has printed may stand there
 * @param isExpectation whether it says what a test expects
 * @param count what a number of this name counts in one test
 * @param kind what a number of this name counts of one kind of tests
 */
record FieldName(
        Optional<Subject> subject,
        boolean isOfEarlierRun,
        boolean isOtherMatter,
        boolean saysNothing,
        boolean isProse,
        boolean isPart,
        boolean isChecklist,
        boolean isOfSuite,
        boolean isOfPassing,
        boolean isAgreement,
        boolean isMeasurement,
        boolean isBreakdown,
        boolean isOutput,
        boolean isExpectation,
        Optional<PartCount> count,
        Optional<KindCount> kind) {

    private static final Set<String> PARTS = Set.of(
            "step",
            "steps",
            "substeps",
            "check",
            "checks",
            "criteria",
            "assertion",
            "assertions",
            "result",
            "results",
            "test",
            "tests",
            "case",
            "cases",
            "scenarios",
            "subtests",
            "children",
            "validations",
            "verifications",
            "expectations",
            "outcomes",
            "browsers",
            "platforms",
            "devices");
    private static final Set<String> CHECKLISTS =
            Set.of("checks", "criteria", "assertions", "validations", "verifications", "expectations", "gates");
    private static final int MOST_REMEMBERED = 500;
    private static final int LONGEST_REMEMBERED = 60;

    /** The same few names stand in each of many tests. */
    private static final Map<String, FieldName> REMEMBERED = new ConcurrentHashMap<>();

    /** A power of two. */
    private static final int RECENT = 64;

    /** Other names, by their hashes: each is asked about some twenty times before the next. */
    private static final AtomicReferenceArray<RememberedName> LAST = new AtomicReferenceArray<>(RECENT);

    private record RememberedName(String name, FieldName meaning) {}

    /** How people are told where a pointer leads. */
    static String told(String pointer) {
        return pointer.substring(1).replace('/', '.');
    }

    /** Whether a tool's own summary may stand there. */
    boolean isOutputOfTests() {
        return isOutput && isOfSuite;
    }

    static FieldName of(String name) {
        FieldName known = REMEMBERED.get(name);
        if (known != null) {
            return known;
        }
        int slot = name.hashCode() & (RECENT - 1);
        RememberedName last = LAST.get(slot);
        if (last != null && last.name().equals(name)) {
            return last.meaning();
        }
        FieldName found = found(name);
        if (REMEMBERED.size() < MOST_REMEMBERED && name.length() <= LONGEST_REMEMBERED) {
            REMEMBERED.put(name, found);
        } else {
            LAST.set(slot, new RememberedName(name, found));
        }
        return found;
    }

    private static FieldName found(String name) {
        return new FieldName(
                SummaryWords.subject(name),
                SummaryWords.isEarlierRun(name),
                SummaryWords.isOtherMatter(name),
                UnjudgedFields.saysNothing(name) && !SummaryWords.isAgreement(name),
                UnjudgedFields.isProse(name),
                PARTS.contains(SummaryWords.lastWord(name)),
                CHECKLISTS.contains(SummaryWords.lastWord(name)),
                SummaryWords.extent(name) != Extent.NONE,
                SummaryWords.isOfPassing(name),
                SummaryWords.isAgreement(name),
                SummaryWords.isMeasurement(name),
                SummaryWords.isBreakdown(name),
                UnjudgedFields.isOutput(name),
                UnjudgedFields.isExpectation(name),
                SummaryWords.partCount(name),
                KindCount.of(name));
    }
}
