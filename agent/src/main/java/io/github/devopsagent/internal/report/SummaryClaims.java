package io.github.devopsagent.internal.report;

import io.github.devopsagent.domain.TestFormat;
import io.github.devopsagent.domain.TestResults.Contradiction;
import io.github.devopsagent.gate.SummaryWords;
import io.github.devopsagent.gate.SummaryWords.Extent;
import io.github.devopsagent.gate.SummaryWords.Subject;
import io.github.devopsagent.gate.TestOutcome;
import io.github.devopsagent.gate.VerdictText;
import io.github.devopsagent.http.JsonPointer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * What a report says of all its tests at once, at its root and in its summaries. It is compared when the report was read
 * to its end, since a summary may stand before the tests.
 */
final class SummaryClaims {

    private static final int MOST = 1000;

    /** What only single formats have. */
    private static final Set<String> FURTHER = Set.of("collected", "deselected", "other");

    private static final Set<String> NO = Set.of("false", "no", "nein", "não", "nao", "non", "nee", "нет", "否");
    private static final Set<String> YES = Set.of("true", "yes");

    /** A number or a text that stands somewhere. */
    private record StatedClaim(String section, String name, Subject subject, String value) {
        String pointer() {
            return SummaryClaims.pointer(section, name);
        }

        Optional<Contradiction> contradiction() {
            return Optional.of(new Contradiction(pointer(), says()));
        }

        String says() {
            return FieldName.told(pointer()) + " is " + value;
        }
    }

    private final List<StatedClaim> claims = new ArrayList<>();
    private final Map<String, String> values = new LinkedHashMap<>();
    private final Refusals refusals = new Refusals();
    private final List<Contradiction> found = new ArrayList<>();
    private final Map<String, Long> skips = new LinkedHashMap<>();
    private final Map<String, PartNumbers> kinds = new LinkedHashMap<>();

    /** Whether a field of this name sums tests up. */
    static boolean isClaim(String name) {
        return FURTHER.contains(name)
                || SummaryWords.subject(name).isPresent()
                || SummaryWords.extent(name) != Extent.NONE;
    }

    /** Reads a field of the root, or of what stands for it. */
    void read(ReportStream in, String section, String name) {
        read(in, section, name, NamedTests.NONE);
    }

    /** The same of an object whose names may be those of tests. */
    void read(ReportStream in, String section, String name, NamedTests named) {
        read(in, section, name, named, Set.of());
    }

    /** Likewise; numbers of these names in the object are times. */
    void read(ReportStream in, String section, String name, NamedTests named, Set<String> times) {
        if (in.isObject() && SummaryWords.extent(name) == Extent.ALL) {
            String inside = section + "/" + name;
            NamedTests tests = new NamedTests();
            in.fields(SummaryClaims::isClaim, each -> readOne(in, inside, each, tests), each -> {
                if (in.isNumber() && times.contains(each)) {
                    in.skip();
                } else {
                    readOther(in, inside, each, tests);
                }
            });
            add(tests, inside);
        } else {
            readOne(in, section, name, named);
        }
    }

    /** What such an object says against itself. */
    void add(NamedTests tests, String pointer) {
        tests.refusal()
                .ifPresent(says -> add(Optional.of(new Contradiction(pointer, FieldName.told(pointer) + ' ' + says))));
    }

    /** An object or a list is of a part, but for a list of what was skipped. */
    private void readOne(ReportStream in, String section, String name, NamedTests tests) {
        boolean isStructure = in.isObject() || in.isList();
        if (isStructure && SummaryWords.subject(name).equals(Optional.of(Subject.SKIPPED))) {
            skips.put(pointer(section, name), in.size());
        } else if (isStructure || !isClaim(name)) {
            readOther(in, section, name, tests);
        } else {
            scalar(in, section, name);
        }
    }

    /** Reads a field of any name and shape, which need not be of all tests. */
    void readOther(ReportStream in, String section, String name) {
        readOther(in, section, name, NamedTests.NONE);
    }

    private void readOther(ReportStream in, String section, String name, NamedTests tests) {
        if (in.isNumber() && FieldName.of(name).kind().isPresent()) {
            kinds.computeIfAbsent(section, each -> new PartNumbers()).ofKind(in, name);
        }
        add(PartSearch.ofReport(in, section, name, refusals, tests));
    }

    /** Reads an object of which a further reader takes some fields. */
    void readObject(ReportStream in, String pointer, Predicate<String> isTaken, Consumer<String> taker) {
        add(PartSearch.ofObject(in, pointer, refusals, isTaken, taker));
    }

    private void add(Optional<Contradiction> contradiction) {
        if (contradiction.isPresent() && found.size() < MOST) {
            found.add(contradiction.get());
        }
    }

    private void scalar(ReportStream in, String section, String name) {
        Optional<Subject> subject = SummaryWords.subject(name);
        boolean isVerdict =
                subject.isPresent() && (subject.get() == Subject.VERDICT || subject.get() == Subject.OVERALL);
        if (isVerdict || SummaryWords.isSuite(name)) {
            refuse(in, section, name);
        }
        String value = in.scalar();
        if (value.isEmpty()) {
            return;
        }
        if (values.size() == MOST) {
            throw new UnreadReportException.TooMany(MOST);
        }
        values.putIfAbsent(section + "/" + name, value);
        if (subject.isPresent()) {
            add(new StatedClaim(section, name, subject.get(), value));
        } else if (SummaryWords.isSuite(name) && !NumberOfTests.isNumber(value)) {
            add(new StatedClaim(section, name, Subject.VERDICT, value));
        } else {
            readOther(in, section, name);
        }
    }

    private void refuse(ReportStream in, String section, String name) {
        String pointer = pointer(section, name);
        refusals.of(Arrays.asList(pointer.substring(1).split("/", -1)), in)
                .ifPresent(says -> add(Optional.of(new Contradiction(pointer, FieldName.told(pointer) + ' ' + says))));
    }

    private static String pointer(String section, String name) {
        return section + "/" + JsonPointer.escaped(name);
    }

    private void add(StatedClaim claim) {
        if (claims.size() == MOST) {
            throw new UnreadReportException.TooMany(MOST);
        }
        claims.add(claim);
    }

    /** What stands somewhere in the summaries; empty if nothing does. */
    Optional<String> value(String pointer) {
        return Optional.ofNullable(values.get(pointer));
    }

    /** A number that stands somewhere in the summaries. */
    OptionalLong count(String pointer) {
        return value(pointer).map(NumberOfTests::of).orElse(OptionalLong.empty());
    }

    /** Everything by which not all tests passed, or by which these are not the tests. */
    void compare(TestFormat format, TestTally tally) {
        for (Contradiction each : found) {
            tally.contradict(Optional.of(each));
        }
        long notPassed = tally.listed() - tally.declared(TestOutcome.PASSED);
        for (Map.Entry<String, Long> skip : skips.entrySet()) {
            if (skip.getValue() > notPassed) {
                String name = FieldName.told(skip.getKey());
                tally.contradict(
                        skip.getKey(),
                        name + " has " + skip.getValue() + ", but there are " + notPassed + " that were skipped");
            }
        }
        Map<String, SectionSums> sections = new LinkedHashMap<>();
        for (StatedClaim claim : claims) {
            if (claim.subject() == Subject.EXIT_CODE) {
                // What pytest means by its exit codes is known where its format is.
                boolean isFine = claim.value().equals("0") || format == TestFormat.PYTEST;
                tally.contradict(isFine ? Optional.empty() : claim.contradiction());
            } else if (claim.subject() == Subject.PASS_RATE) {
                tally.contradict(rate(claim, tally));
            } else if (isVerdict(claim)
                    || claim.subject() == Subject.FAILED_SUITES
                    || !NumberOfTests.isNumber(claim.value())) {
                tally.contradict(denial(claim, notPassed));
            } else if (NumberOfTests.of(claim.value()).isEmpty()) {
                // What was executed may as well be a date.
                if (claim.subject() != Subject.EXECUTED) {
                    tally.contradict(claim.pointer(), claim.says() + ", which is no number of tests");
                }
            } else {
                long number = NumberOfTests.of(claim.value()).getAsLong();
                tally.contradict(differing(claim, number, tally));
                sections.computeIfAbsent(claim.section(), section -> new SectionSums())
                        .add(claim.subject(), number);
            }
        }
        for (Map.Entry<String, PartNumbers> section : kinds.entrySet()) {
            section.getValue()
                    .contradiction()
                    .ifPresent(says ->
                            tally.contradict(section.getKey(), SectionSums.name(section.getKey()) + ' ' + says));
        }
        for (Map.Entry<String, SectionSums> section : sections.entrySet()) {
            section.getValue().compare(section.getKey(), tally);
        }
    }

    private static Optional<Contradiction> differing(StatedClaim claim, long number, TestTally tally) {
        boolean isTotal = claim.subject() == Subject.TOTAL;
        return isTotal || claim.subject() == Subject.PASSED
                ? TestTally.ofCount(
                        claim.pointer(), number, isTotal ? tally.listed() : tally.declared(TestOutcome.PASSED))
                : Optional.empty();
    }

    /** The numbers of one summary, where several names mean the same: {@code pending} and {@code todo}. */
    private static final class SectionSums {
        private final Map<Subject, Long> sums = new EnumMap<>(Subject.class);

        void add(Subject subject, long number) {
            sums.merge(subject, number, Long::sum);
        }

        /** Fewer than are listed is no matter: those that are listed count. */
        void compare(String section, TestTally tally) {
            long failed = of(Subject.FAILED);
            long skipped = of(Subject.SKIPPED);
            long executed = sums.getOrDefault(Subject.EXECUTED, Long.MAX_VALUE);
            long all = Math.max(of(Subject.TOTAL), tally.declared(TestOutcome.PASSED));
            long notPassed = tally.listed() - tally.declared(TestOutcome.PASSED);
            if (executed < all - skipped) {
                tally.contradict(section, name(section) + " has " + all + " tests, of which " + executed + " were run");
            }
            if (failed > tally.failed()) {
                contradict(section, failed, "failed", tally.failed(), tally);
            }
            if (skipped > notPassed) {
                contradict(section, skipped, "were skipped", notPassed, tally);
            }
        }

        private long of(Subject subject) {
            return sums.getOrDefault(subject, 0L);
        }

        private static void contradict(String section, long number, String what, long listed, TestTally tally) {
            tally.contradict(section, name(section) + " has " + number + " that " + what + ", but there are " + listed);
        }

        private static String name(String section) {
            return section.isEmpty() ? "the file" : FieldName.told(section);
        }
    }

    private static boolean isVerdict(StatedClaim claim) {
        return claim.subject() == Subject.VERDICT || claim.subject() == Subject.OVERALL;
    }

    private static Optional<Contradiction> denial(StatedClaim claim, long notPassed) {
        String value = claim.value().toLowerCase(Locale.ROOT);
        boolean denies =
                switch (claim.subject()) {
                    case FAILED, FAILED_SUITES -> !PartVerdict.isNoFault(value);
                    case OVERALL -> !NumberOfTests.isNumber(value) && !VerdictText.affirmsPassing(claim.value());
                    case VERDICT ->
                        NO.contains(value)
                                || PartVerdict.isNoOfAll(claim.name(), claim.value())
                                || VerdictText.skipped(claim.value()) > notPassed;
                    case PASSED, EXECUTED -> NO.contains(value) || VerdictText.deniesPassing(claim.value());
                    default -> !YES.contains(value) && VerdictText.deniesPassing(claim.value());
                };
        return denies ? claim.contradiction() : Optional.empty();
    }

    private static Optional<Contradiction> rate(StatedClaim claim, TestTally tally) {
        double rate;
        try {
            rate = Double.parseDouble(
                    claim.value().replaceFirst("%|percent", "").trim());
        } catch (NumberFormatException e) {
            return Optional.of(new Contradiction(claim.pointer(), claim.says() + ", which is no rate"));
        }
        double share = (double) tally.declared(TestOutcome.PASSED) / Math.max(1, tally.listed());
        boolean isAll = PartVerdict.isRateOfAll(claim.value().strip());
        boolean isShare = share < 1 && (Math.abs(rate - share) < 0.01 || Math.abs(rate - 100 * share) < 1);
        return isAll || isShare ? Optional.empty() : claim.contradiction();
    }
}
