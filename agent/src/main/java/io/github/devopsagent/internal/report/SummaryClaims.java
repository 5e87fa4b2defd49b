package io.github.devopsagent.internal.report;

import io.github.devopsagent.domain.TestFormat;
import io.github.devopsagent.domain.TestResults.Contradiction;
import io.github.devopsagent.gate.SummaryWords;
import io.github.devopsagent.gate.SummaryWords.Extent;
import io.github.devopsagent.gate.SummaryWords.Subject;
import io.github.devopsagent.gate.VerdictText;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a report says of all its tests at once, at its root and in its summaries. It is compared when the report was read
 * to its end, since a summary may stand before the tests.
 */
final class SummaryClaims {

    private static final int MOST = 1000;
    private static final long MOST_TESTS = 1_000_000_000_000L;
    private static final Pattern NO_FAULTS = Pattern.compile(
            "none\\b.*|nil|n/a|null|false|(?:no|0|zero)"
                    + "(?: (?:errors?|failures?|failing|failed|issues?|problems?|tests?|scenarios?|found|detected|reported).*)?");
    private static final Pattern NUMBER = Pattern.compile("[-+0-9.eE]+");

    /** What only single formats have. */
    private static final Set<String> FURTHER = Set.of("collected", "deselected", "other");

    private static final Set<String> NO = Set.of("false", "no");
    private static final Set<String> YES = Set.of("true", "yes");

    /** A number or a text that stands somewhere. */
    private record Claim(String section, String name, Subject subject, String value, boolean comparable) {
        String pointer() {
            return section + "/" + name.replace("~", "~0").replace("/", "~1");
        }

        Optional<Contradiction> contradiction() {
            return Optional.of(new Contradiction(pointer(), says()));
        }

        String says() {
            return pointer().substring(1).replace('/', '.') + " is " + (value.isEmpty() ? "not empty" : value);
        }
    }

    private final List<Claim> claims = new ArrayList<>();
    private final Map<String, String> values = new LinkedHashMap<>();

    /** Whether a field is read here. */
    static boolean isClaim(String name) {
        return SummaryWords.subject(name).isPresent() || SummaryWords.extent(name) != Extent.NONE;
    }

    private static boolean isWanted(String name) {
        return FURTHER.contains(name) || isClaim(name);
    }

    /** Reads a field of the root, or of what stands for it. */
    void read(ReportStream in, String section, String name) {
        Extent extent = SummaryWords.extent(name);
        if (in.isObject() && extent == Extent.NONE) {
            in.skip();
        } else {
            read(in, section, name, !in.isObject() || extent != Extent.PART);
        }
    }

    /** Reads a field of a summary that has any name: an object sums up a part of the tests, a text may be its verdict. */
    void readPart(ReportStream in, String section, String name) {
        if (SummaryWords.isOtherMatter(name) && (in.isObject() || SummaryWords.isEarlierRun(name))) {
            in.skip();
        } else if (in.isObject()) {
            read(in, section, name, false);
        } else if (in.isList()) {
            list(in, section, name);
        } else {
            String value = in.isText() ? in.scalar() : "";
            if (VerdictText.isFailure(value)) {
                add(new Claim(section, name, Subject.VERDICT, value, false));
            }
        }
    }

    private void list(ReportStream in, String section, String name) {
        String failed = TestEntry.failedPart(in);
        if (!failed.isEmpty()) {
            add(new Claim(section, name, Subject.FAILED, failed, true));
        }
    }

    /** Reads a field of an object whose numbers need not be of all tests. */
    void readOfPart(ReportStream in, String section, String name) {
        if (in.isObject()) {
            readPart(in, section, name);
        } else {
            read(in, section, name, false);
        }
    }

    private void read(ReportStream in, String section, String name, boolean isOfAll) {
        Optional<Subject> subject = SummaryWords.subject(name);
        boolean isOfFailures = subject.filter(Subject.FAILED::equals).isPresent();
        if (isOfFailures && (in.isObject() || in.isList())) {
            if (!in.isNothing()) {
                add(new Claim(section, name, Subject.FAILED, "", true));
            }
        } else if (in.isObject()) {
            String inside = section + "/" + name;
            in.fields(
                    SummaryClaims::isWanted,
                    each -> readInside(in, inside, each, isOfAll),
                    each -> readPart(in, inside, each));
        } else if (in.isList()) {
            list(in, section, name);
        } else {
            scalar(in, section, name, subject, isOfAll);
        }
    }

    /** An object within a summary is of a part. */
    private void readInside(ReportStream in, String section, String name, boolean isOfAll) {
        if (in.isObject()) {
            readPart(in, section, name);
        } else {
            read(in, section, name, isOfAll);
        }
    }

    private void scalar(ReportStream in, String section, String name, Optional<Subject> subject, boolean isOfAll) {
        String value = in.scalar();
        if (value.isEmpty()) {
            return;
        }
        if (values.size() == MOST) {
            throw new UnreadReportException.TooMany(MOST);
        }
        values.putIfAbsent(section + "/" + name, value);
        boolean isOfSuite = subject.isEmpty() && SummaryWords.isSuite(name) && isWords(value);
        subject.or(() -> isOfSuite ? Optional.of(Subject.VERDICT) : Optional.empty())
                .ifPresent(each -> add(new Claim(section, name, each, value, isOfAll)));
    }

    private void add(Claim claim) {
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
        return value(pointer).map(SummaryClaims::number).orElse(OptionalLong.empty());
    }

    /** Everything by which not all tests passed, or by which these are not the tests. */
    void compare(TestFormat format, TestTally tally) {
        Map<String, SectionSums> sections = new LinkedHashMap<>();
        for (Claim claim : claims) {
            if (claim.subject() == Subject.EXIT_CODE) {
                // What pytest means by its exit codes is known where its format is.
                boolean isFine = claim.value().equals("0") || format == TestFormat.PYTEST;
                tally.contradict(isFine ? Optional.empty() : claim.contradiction());
            } else if (claim.subject() == Subject.PASS_RATE) {
                tally.contradict(rate(claim, tally));
            } else if (isVerdict(claim) || claim.subject() == Subject.FAILED_SUITES || isWords(claim.value())) {
                tally.contradict(denial(claim));
            } else if (number(claim.value()).isEmpty()) {
                // What was executed may as well be a date.
                if (claim.subject() != Subject.EXECUTED) {
                    tally.contradict(claim.pointer(), claim.says() + ", which is no number of tests");
                }
            } else {
                long number = number(claim.value()).getAsLong();
                tally.contradict(differing(claim, number, tally));
                sections.computeIfAbsent(claim.section(), section -> new SectionSums(claim.comparable()))
                        .add(claim.subject(), number);
            }
        }
        sections.forEach((section, sums) -> sums.compare(section, tally));
    }

    private static Optional<Contradiction> differing(Claim claim, long number, TestTally tally) {
        boolean isTotal = claim.subject() == Subject.TOTAL;
        return claim.comparable() && (isTotal || claim.subject() == Subject.PASSED)
                ? TestTally.ofCount(
                        claim.pointer(), number, isTotal ? tally.listed() : tally.declared(TestOutcome.PASSED))
                : Optional.empty();
    }

    /** The numbers of one summary, where several names mean the same: {@code pending} and {@code todo}. */
    private static final class SectionSums {
        private final boolean isOfAll;
        private final Map<Subject, Long> sums = new EnumMap<>(Subject.class);

        SectionSums(boolean isOfAll) {
            this.isOfAll = isOfAll;
        }

        void add(Subject subject, long number) {
            sums.merge(subject, number, Long::sum);
        }

        /** Fewer than are listed is no matter: those that are listed count. */
        void compare(String section, TestTally tally) {
            long failed = of(Subject.FAILED);
            long skipped = of(Subject.SKIPPED);
            long passed = sums.getOrDefault(Subject.PASSED, Long.MAX_VALUE);
            long executed = sums.getOrDefault(Subject.EXECUTED, Long.MAX_VALUE);
            long all = isOfAll ? Math.max(of(Subject.TOTAL), tally.declared(TestOutcome.PASSED)) : of(Subject.TOTAL);
            if (executed < all - skipped) {
                tally.contradict(section, name(section) + " has " + all + " tests, of which " + executed + " were run");
            }
            if (failed > tally.failed()) {
                contradict(section, failed, "failed", tally.failed(), tally);
            }
            if (isOfAll && skipped > tally.listed() - tally.declared(TestOutcome.PASSED)) {
                contradict(
                        section, skipped, "were skipped", tally.listed() - tally.declared(TestOutcome.PASSED), tally);
            }
            if (!isOfAll && passed < of(Subject.TOTAL) - skipped) {
                tally.contradict(
                        section,
                        name(section) + " has " + of(Subject.TOTAL) + " tests, of which " + passed + " passed");
            }
        }

        private long of(Subject subject) {
            return sums.getOrDefault(subject, 0L);
        }

        private static void contradict(String section, long number, String what, long listed, TestTally tally) {
            tally.contradict(section, name(section) + " has " + number + " that " + what + ", but there are " + listed);
        }

        private static String name(String section) {
            return section.isEmpty() ? "the file" : section.substring(1).replace('/', '.');
        }
    }

    private static boolean isVerdict(Claim claim) {
        return claim.subject() == Subject.VERDICT || claim.subject() == Subject.OVERALL;
    }

    private static boolean isWords(String value) {
        return !NUMBER.matcher(value).matches();
    }

    private static Optional<Contradiction> denial(Claim claim) {
        String value = claim.value().toLowerCase(Locale.ROOT);
        boolean denies =
                switch (claim.subject()) {
                    case FAILED, FAILED_SUITES -> !NO_FAULTS.matcher(value).matches();
                    case OVERALL -> isWords(value) && !VerdictText.affirmsPassing(claim.value());
                    case PASSED, VERDICT, EXECUTED -> NO.contains(value) || VerdictText.deniesPassing(claim.value());
                    default -> !YES.contains(value) && VerdictText.deniesPassing(claim.value());
                };
        return denies ? claim.contradiction() : Optional.empty();
    }

    private static Optional<Contradiction> rate(Claim claim, TestTally tally) {
        double rate;
        try {
            rate = Double.parseDouble(claim.value().replace("%", "").trim());
        } catch (NumberFormatException e) {
            return Optional.of(new Contradiction(claim.pointer(), claim.says() + ", which is no rate"));
        }
        double share = (double) tally.declared(TestOutcome.PASSED) / Math.max(1, tally.listed());
        boolean isAll = rate == 1 || rate == 100;
        boolean isShare = share < 1 && (Math.abs(rate - share) < 0.01 || Math.abs(rate - 100 * share) < 1);
        return isAll || isShare || !claim.comparable() ? Optional.empty() : claim.contradiction();
    }

    private static OptionalLong number(String value) {
        try {
            long number = new BigDecimal(value.trim()).longValueExact();
            return number < 0 || number > MOST_TESTS ? OptionalLong.empty() : OptionalLong.of(number);
        } catch (ArithmeticException | NumberFormatException e) {
            return OptionalLong.empty();
        }
    }
}
