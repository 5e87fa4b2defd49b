package io.github.devopsagent.internal.report;

import io.github.devopsagent.domain.TestFormat;
import io.github.devopsagent.domain.TestOutcome;
import io.github.devopsagent.domain.TestResults.Contradiction;
import io.github.devopsagent.gate.SummaryWords;
import io.github.devopsagent.gate.SummaryWords.Subject;
import java.math.BigDecimal;
import java.util.ArrayList;
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
            "(?:none|no|nil|n/a|null|false)"
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

        String says() {
            return pointer().substring(1).replace('/', '.') + " is " + (value.isEmpty() ? "not empty" : value);
        }
    }

    private final List<Claim> claims = new ArrayList<>();
    private final Map<String, String> values = new LinkedHashMap<>();

    /** Whether a field is read here. */
    static boolean isClaim(String name) {
        return SummaryWords.subject(name).isPresent() || SummaryWords.isSection(name);
    }

    private static boolean isWanted(String name) {
        return FURTHER.contains(name) || isClaim(name);
    }

    /** Reads a field of the root or of a summary. */
    void read(ReportStream in, String section, String name) {
        read(in, section, name, 0);
    }

    private void read(ReportStream in, String section, String name, int depth) {
        Optional<Subject> subject = SummaryWords.subject(name);
        if (in.isObject()
                && (depth > 0 || SummaryWords.isSection(name))
                && subject.filter(Subject.FAILED::equals).isEmpty()) {
            in.fields(
                    SummaryClaims::isWanted,
                    each -> read(in, section + "/" + name, each, depth + 1),
                    each -> readPart(in, section + "/" + name, each, depth + 1));
        } else if (in.isList() && subject.filter(Subject.FAILED::equals).isEmpty()) {
            String failed = TestEntry.failedPart(in);
            if (!failed.isEmpty()) {
                add(new Claim(section, name, Subject.FAILED, failed, true));
            }
        } else if (in.isObject() || in.isList()) {
            boolean isEmpty = in.isNothing();
            subject.filter(each -> each == Subject.FAILED && !isEmpty)
                    .ifPresent(each -> add(new Claim(section, name, each, "", true)));
        } else if (in.isNull()) {
            in.skip();
        } else {
            String value = in.scalar();
            values.putIfAbsent(section + "/" + name, value);
            subject.filter(each -> !value.isEmpty())
                    .ifPresent(each -> add(new Claim(section, name, each, value, depth < 2)));
        }
        if (values.size() > MOST) {
            throw new UnreadReportException.TooMany(MOST);
        }
    }

    /** Reads an object in a summary that sums up a part of the tests, and has any name. */
    void readPart(ReportStream in, String section, String name) {
        readPart(in, section, name, 1);
    }

    private void readPart(ReportStream in, String section, String name, int depth) {
        if (in.isObject() && !SummaryWords.isOtherMeasure(name)) {
            read(in, section, name, depth);
        } else {
            in.skip();
        }
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
        Map<String, Long> failed = new LinkedHashMap<>();
        Map<String, Long> skipped = new LinkedHashMap<>();
        for (Claim claim : claims) {
            if (claim.subject() == Subject.EXIT_CODE) {
                // What pytest means by its exit codes is known where its format is.
                tally.contradict(
                        claim.value().equals("0") || format == TestFormat.PYTEST
                                ? Optional.empty()
                                : Optional.of(new Contradiction(claim.pointer(), claim.says())));
            } else if (claim.subject() == Subject.PASS_RATE) {
                tally.contradict(rate(claim, tally));
            } else if (claim.subject() == Subject.VERDICT || isWords(claim.value())) {
                tally.contradict(denial(claim));
            } else if (number(claim.value()).isEmpty()) {
                tally.contradict(claim.pointer(), claim.says() + ", which is no number of tests");
            } else {
                long number = number(claim.value()).getAsLong();
                switch (claim.subject()) {
                    case TOTAL -> compare(claim, number, tally.listed(), tally);
                    case PASSED -> compare(claim, number, tally.declared(TestOutcome.PASSED), tally);
                    case FAILED -> failed.merge(claim.section(), number, Long::sum);
                    default -> skipped.merge(claim.section(), number, Long::sum);
                }
            }
        }
        failed.forEach((section, number) -> atMost(section, number, "failed", tally.failed(), tally));
        skipped.forEach((section, number) ->
                atMost(section, number, "skipped", tally.listed() - tally.declared(TestOutcome.PASSED), tally));
    }

    private static void compare(Claim claim, long number, long listed, TestTally tally) {
        if (claim.comparable()) {
            tally.contradict(Contradiction.ofCount(claim.pointer(), number, listed));
        }
    }

    /** Fewer than are listed is no matter: those that are listed count. */
    private static void atMost(String section, long number, String what, long listed, TestTally tally) {
        if (number > listed) {
            String place = section.isEmpty() ? "the file" : section.substring(1).replace('/', '.');
            tally.contradict(section, place + " has " + number + " that " + what + ", but there are " + listed);
        }
    }

    private static boolean isWords(String value) {
        return !NUMBER.matcher(value).matches();
    }

    private static Optional<Contradiction> denial(Claim claim) {
        String value = claim.value().toLowerCase(Locale.ROOT);
        boolean denies =
                switch (claim.subject()) {
                    case FAILED -> !NO_FAULTS.matcher(value).matches();
                    case PASSED -> NO.contains(value) || SummaryWords.deniesPassing(claim.value());
                    case VERDICT -> NO.contains(value) || SummaryWords.deniesPassing(claim.value());
                    default -> !YES.contains(value) && SummaryWords.deniesPassing(claim.value());
                };
        return denies ? Optional.of(new Contradiction(claim.pointer(), claim.says())) : Optional.empty();
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
        return isAll || isShare || !claim.comparable()
                ? Optional.empty()
                : Optional.of(new Contradiction(claim.pointer(), claim.says()));
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
