package io.github.devopsagent.internal.report;

import io.github.devopsagent.gate.KindCount;
import io.github.devopsagent.gate.SummaryWords.Subject;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The numbers of one object that sums up tests, or is one: by them all of its tests passed, or not. */
final class PartNumbers {

    private OptionalLong total = OptionalLong.empty();
    private OptionalLong passed = OptionalLong.empty();
    private OptionalLong executed = OptionalLong.empty();
    private long failed;
    private long skipped;
    private long errors;
    private String rate = "";
    private boolean isAffirmed;
    // Most objects have none.
    private Map<KindCount, Long> kinds = Map.of();
    private Map<String, Long> runs = Map.of();

    void total(long number) {
        total = OptionalLong.of(total.orElse(0) + number);
    }

    void passed(long number) {
        passed = OptionalLong.of(passed.orElse(0) + number);
    }

    void executed(long number) {
        executed = OptionalLong.of(number);
    }

    void failed(long number) {
        failed += number;
    }

    void skipped(long number) {
        skipped += number;
    }

    void rate(String text) {
        rate = text;
    }

    /** Takes note of a number of tests of one kind, if that is what it is; the parser stays where it is. */
    void ofKind(ReportStream in, String name) {
        Optional<KindCount> kind = in.isNumber() ? FieldName.of(name).kind() : Optional.empty();
        OptionalLong number = kind.isPresent() ? NumberOfTests.of(in.text()) : OptionalLong.empty();
        if (number.isPresent()) {
            if (kind.get().subject() == Subject.EXECUTED
                    && !name.toLowerCase(Locale.ROOT).contains("test")) {
                runs = runs.isEmpty() ? new HashMap<>() : runs;
                runs.merge(kind.get().kind(), number.getAsLong(), Math::max);
                return;
            }
            if (kinds.isEmpty()) {
                kinds = new HashMap<>();
            }
            kinds.merge(kind.get(), number.getAsLong(), Math::max);
        }
    }

    /** Takes note of a number of tests that passed or failed, where anything may be measured; the parser stays where it is. */
    void measured(ReportStream in, String name) {
        Optional<Subject> subject = in.isNumber() ? FieldName.of(name).subject() : Optional.empty();
        if (subject.equals(Optional.of(Subject.PASSED))) {
            affirm();
            NumberOfTests.of(in.text()).ifPresent(this::passed);
        } else if (subject.equals(Optional.of(Subject.TOTAL))) {
            NumberOfTests.of(in.text()).ifPresent(this::total);
        } else if (subject.equals(Optional.of(Subject.FAILED)) && !PartVerdict.isNoFault(in.text())) {
            failed(NumberOfTests.of(in.text()).orElse(1));
            errors += name.startsWith("error") ? NumberOfTests.of(in.text()).orElse(1) : 0;
        }
    }

    /** Of tests of which some passed, those that failed. */
    Optional<String> failures() {
        return isAffirmed && failed > 0 ? Optional.of("has " + failed + " that failed") : Optional.empty();
    }

    /** What speaks against tests of which a tool has printed the numbers; the errors in a log are lines. */
    Optional<String> printed(boolean isLog) {
        long failures = isLog ? failed - errors : failed;
        return failures > 0 ? Optional.of("has " + failures + " that failed") : contradiction();
    }

    /** Something in it passed, whatever is counted. */
    void affirm() {
        isAffirmed = true;
    }

    /** What speaks against it; empty if nothing does. */
    Optional<String> contradiction() {
        Optional<String> ofKind = ofKinds();
        if (ofKind.isPresent()) {
            return ofKind;
        }
        long all = total.orElse(0);
        if (executed.isPresent() && executed.getAsLong() < all - skipped) {
            return Optional.of("has " + all + " tests, of which " + executed.getAsLong() + " were run");
        }
        if (passed.isPresent() && passed.getAsLong() < all - skipped) {
            return Optional.of("has " + all + " tests, of which " + passed.getAsLong() + " passed");
        }
        boolean isNone = passed.orElse(0) == 0 && !isAffirmed;
        if (skipped > 0 && isNone && (total.isEmpty() || all <= skipped)) {
            return Optional.of("has " + skipped + " that were skipped, and none that passed");
        }
        if (passed.isPresent() && isNone && total.isEmpty() && failed + skipped == 0) {
            return Optional.of("has none that passed");
        }
        boolean isExplained = all > 0 && passed.orElse(0) + skipped >= all;
        return rate.isEmpty() || isExplained || PartVerdict.isRateOfAll(rate)
                ? Optional.empty()
                : Optional.of("has a pass rate of " + rate);
    }

    private Optional<String> ofKinds() {
        for (Map.Entry<String, Long> each : runs.entrySet()) {
            Long all = kinds.get(new KindCount(each.getKey(), Subject.TOTAL));
            // More than all is the number of a run.
            if (all == null || each.getValue() <= all) {
                kinds = kinds.isEmpty() ? new HashMap<>() : kinds;
                kinds.merge(new KindCount(each.getKey(), Subject.EXECUTED), each.getValue(), Math::max);
            }
        }
        for (Map.Entry<KindCount, Long> each : kinds.entrySet()) {
            KindCount kind = each.getKey();
            long all = Math.max(
                    kinds.getOrDefault(new KindCount(kind.kind(), Subject.TOTAL), 0L),
                    kinds.getOrDefault(new KindCount(kind.kind(), Subject.EXECUTED), 0L));
            // The total itself may be what is less than were run, which is the other way round.
            if (kind.subject() != Subject.TOTAL && each.getValue() < all) {
                String how = kind.subject() == Subject.PASSED ? " passed" : " were run";
                return Optional.of("has " + all + " " + kind.kind() + " tests, of which " + each.getValue() + how);
            }
        }
        return Optional.empty();
    }
}
