package io.github.devopsagent.internal.report;

import io.github.devopsagent.domain.TestResults.Contradiction;
import io.github.devopsagent.gate.StatusText;
import io.github.devopsagent.gate.SummaryWords;
import io.github.devopsagent.gate.SummaryWords.Subject;
import io.github.devopsagent.gate.TestOutcome;
import io.github.devopsagent.gate.ToolOutput;
import io.github.devopsagent.gate.UnjudgedFields;
import io.github.devopsagent.gate.VerdictText;
import io.github.devopsagent.http.JsonPointer;
import io.github.devopsagent.inbox.UnreadFields;
import io.github.devopsagent.internal.json.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Looks through a value of any shape and name, at any depth, for what says that not all went well: what looks like a test,
 * a suite or a summary must say that it passed, and nothing may say no. It takes the same memory whatever its size.
 */
final class PartSearch {

    /** Where CTRF has room for what is not of its own, all of it of the test. */
    private static final String EXTRA = "extra";

    private static final Set<String> TESTED =
            Set.of("states", "output", "outputs", "task", "tasks", "requirement", "requirements");

    /** Of which numbers are numbers of tests, and not of requests. */
    private static final Set<String> TESTS = Set.of("tests", "suites", "scenarios");

    private static final Set<String> WRAPPERS = Set.of("data", "payload", "body");

    private final List<String> path = new ArrayList<>();
    private final String section;
    private final Optional<Refusals> refusals;
    private Optional<Contradiction> found = Optional.empty();
    private NamedTests tests = NamedTests.NONE;
    private static final int MOST_PRINTED = 1 << 20;
    private int lists;

    private PartSearch(String section, Optional<Refusals> refusals) {
        this.section = section;
        this.refusals = refusals;
    }

    /** What a field says that stands beside the tests of a report. */
    static Optional<Contradiction> ofReport(
            ReportStream in, String section, String name, Refusals refusals, NamedTests tests) {
        boolean isOfTests = !section.isEmpty() || FieldName.of(name).isOfSuite();
        PartSearch search = new PartSearch(section, Optional.of(refusals));
        search.tests = tests;
        search.named(in, name, isOfTests ? ReportPlace.TESTS : ReportPlace.REPORT, new PartNumbers());
        return search.found;
    }

    /** What an object says that stands beside the tests, of which a further reader takes some fields. */
    static Optional<Contradiction> ofObject(
            ReportStream in, String pointer, Refusals refusals, Predicate<String> isTaken, Consumer<String> taker) {
        PartSearch search = new PartSearch(pointer, Optional.of(refusals));
        search.tests = new NamedTests();
        PartNumbers numbers = new PartNumbers();
        in.fields(
                name -> isTaken.test(name) || isKnown(name),
                name -> {
                    if (isTaken.test(name)) {
                        taker.accept(name);
                    } else {
                        search.named(in, name, ReportPlace.TESTS, numbers);
                    }
                },
                name -> search.named(in, name, ReportPlace.TESTS, numbers));
        numbers.contradiction().ifPresent(search::find);
        search.tests.refusal().ifPresent(search::find);
        return search.found;
    }

    /** What a field of a test says beside its status. */
    static Optional<Contradiction> ofTest(ReportStream in, String name) {
        PartSearch search = new PartSearch("", Optional.empty());
        search.named(in, name, FieldName.of(name).isPart() ? ReportPlace.PARTS : ReportPlace.TEST, new PartNumbers());
        return search.found;
    }

    /** What an element of a list says that should be an object. */
    static Optional<Contradiction> ofLine(ReportStream in, String name) {
        PartSearch search = new PartSearch("/" + name, Optional.empty());
        if (in.isList()) {
            search.list(in, name, ReportPlace.PARTS);
        } else {
            search.line(in, name, ReportPlace.PARTS);
        }
        return search.found;
    }

    /** Where it is, and what stands there. */
    private void find(String says) {
        if (found.isEmpty()) {
            StringBuilder pointer = new StringBuilder(section);
            path.forEach(each -> pointer.append('/').append(JsonPointer.escaped(Printable.line(each, 60))));
            String name = FieldName.told(pointer.toString());
            found = Optional.of(new Contradiction(pointer.toString(), name + ' ' + says));
        }
    }

    private void object(ReportStream in, ReportPlace place) {
        PartNumbers numbers = new PartNumbers();
        NamedTests before = tests;
        tests = isOfTests() ? new NamedTests() : NamedTests.NONE;
        in.fields(
                PartSearch::isKnown, name -> named(in, name, place, numbers), name -> named(in, name, place, numbers));
        numbers.contradiction().ifPresent(this::find);
        tests.refusal().ifPresent(this::find);
        tests = before;
    }

    /** Whether names in the object that is read may be those of tests. */
    private boolean isOfTests() {
        FieldName own = FieldName.of(path.isEmpty() ? parent() : path.get(path.size() - 1));
        return own.isPart() || own.isOfSuite();
    }

    private static boolean isKnown(String name) {
        return FieldName.of(name).subject().isPresent();
    }

    private void named(ReportStream in, String name, ReportPlace place, PartNumbers numbers) {
        path.add(name);
        numbers.ofKind(in, name);
        Optional<Subject> named = FieldName.of(name).subject();
        Optional<Subject> subject = named.isPresent() ? named : NumberOfTests.subject(in, name);
        boolean isOtherMatter = in.isObject() && FieldName.of(name).isOtherMatter();
        if (FieldName.of(name).isOfEarlierRun()) {
            in.skip();
        } else if (FieldName.of(name).isBreakdown() && in.isObject()) {
            breakdown(in, SummaryWords.isOfFailures(name));
        } else if (FieldName.of(name).isMeasurement()
                && (isOtherMatter || FieldName.of(name).saysNothing())) {
            measured(in);
        } else if (isOtherMatter) {
            in.skip();
        } else if (subject.isPresent()) {
            claim(in, subject.get(), name, place, numbers);
        } else if (FieldName.of(name).isOutput() && !in.isObject()) {
            output(in);
        } else if (FieldName.of(name).isBreakdown() && in.isList()) {
            list(in, name, ReportPlace.TESTS);
        } else if (FieldName.of(name).saysNothing() && !isNoByName(name) && !isWrapper(in, name, place)) {
            nothing(in, name, place);
        } else {
            value(in, name, place, numbers);
        }
        path.remove(path.size() - 1);
    }

    /** Beside the tests, some of them may be what was tested. */
    private void nothing(ReportStream in, String name, ReportPlace place) {
        boolean isStructure = in.isObject() || in.isList();
        boolean isPrinted = in.isObject() && FieldName.of(name).isOutputOfTests();
        if (isStructure && !place.isInTest() && (isPrinted || TESTED.contains(SummaryWords.lastWord(name)))) {
            measured(in);
        } else {
            in.skip();
        }
    }

    /** Numbers of what was measured are of anything; a word for a failure is not. */
    private void measured(ReportStream in) {
        if (in.isObject()) {
            PartNumbers numbers = new PartNumbers();
            while (in.hasField()) {
                String name = in.name();
                in.goToValue();
                path.add(name);
                numbers.measured(in, name);
                if (FieldName.of(name).isOfEarlierRun()
                        || (FieldName.of(name).saysNothing()
                                && !FieldName.of(name).isMeasurement())) {
                    in.skip();
                } else {
                    measured(in);
                }
                path.remove(path.size() - 1);
            }
            if (TESTS.contains(SummaryWords.lastWord(path.get(path.size() - 1)))) {
                numbers.failures().ifPresent(this::find);
            } else if (FieldName.of(path.get(path.size() - 1)).isOutputOfTests()) {
                numbers.printed(SummaryWords.lastWord(path.get(path.size() - 1)).startsWith("log"))
                        .ifPresent(this::find);
            }
        } else if (in.isList()) {
            in.elements(index -> {
                path.add(Long.toString(index));
                measured(in);
                path.remove(path.size() - 1);
            });
        } else {
            boolean isShort = in.isShortText();
            String text = in.scalar();
            if (isShort && StatusText.isFailed(text)) {
                find("is " + text);
            }
        }
    }

    /** Its names are of what tests are, such as {@code errors}, and say nothing. */
    private void breakdown(ReportStream in, boolean isOfFailures) {
        in.fields(name -> false, name -> {}, name -> {
            path.add(name);
            if (isOfFailures) {
                failures(in, new PartNumbers());
            } else if (in.isObject()) {
                object(in, ReportPlace.TESTS);
            } else if (in.isText()) {
                String text = in.scalar();
                if (StatusText.isFailed(text) || VerdictText.isFailure(text) || StatusText.isShare(text)) {
                    find("is " + text);
                }
            } else {
                in.skip();
            }
            path.remove(path.size() - 1);
        });
    }

    /** What a tool has printed, also as lines of a list. */
    private void output(ReportStream in) {
        Optional<TestOutcome> said = ToolOutput.of(in.lines(MOST_PRINTED));
        if (said.isPresent() && said.get() == TestOutcome.FAILED) {
            find("is what a tool prints of a failure");
        }
    }

    /** All of a report may stand in it. */
    private static boolean isWrapper(ReportStream in, String name, ReportPlace place) {
        return place == ReportPlace.REPORT && in.isObject() && WRAPPERS.contains(name);
    }

    private boolean isNoByName(String name) {
        return refusals.isPresent() && lists == 0 && UnreadFields.isNoByName(name);
    }

    private void value(ReportStream in, String name, ReportPlace place, PartNumbers numbers) {
        boolean isStructure = in.isObject() || in.isList();
        if (FieldName.of(name).isProse() && (isStructure ? place.isInTest() : !isNoByName(name))) {
            prose(in, place);
        } else if (in.isObject()) {
            object(in, inside(name, place));
        } else if (in.isList()) {
            list(in, name, inside(name, place));
        } else {
            scalar(in, name, place, numbers);
        }
    }

    private void prose(ReportStream in, ReportPlace place) {
        boolean isText = in.isText();
        boolean isShort = in.isShortText();
        boolean isFailed = isText && ToolOutput.of(in.text()).equals(Optional.of(TestOutcome.FAILED));
        String text = in.scalar();
        if (isText
                && (isFailed
                        || (isShort && StatusText.isFailed(text))
                        || (!place.isInTest() && StatusText.forbids(text)))) {
            find("is " + text);
        }
    }

    private static ReportPlace inside(String name, ReportPlace place) {
        return switch (place) {
            case REPORT ->
                !FieldName.of(name).isOfSuite() && !FieldName.of(name).isPart()
                        ? ReportPlace.REPORT
                        : ReportPlace.TESTS;
            case TEST -> FieldName.of(name).isPart() ? ReportPlace.PARTS : ReportPlace.TEST;
            case TESTS, PARTS -> place;
        };
    }

    private void list(ReportStream in, String name, ReportPlace place) {
        lists++;
        in.elements(index -> {
            path.add(Long.toString(index));
            if (in.isObject()) {
                if (lists == 1 && index == 0) {
                    refusals.flatMap(each -> each.ofList(path.subList(0, path.size() - 1)))
                            .ifPresent(this::find);
                }
                object(in, place);
            } else if (in.isList()) {
                list(in, name, place);
            } else {
                line(in, name, place);
            }
            path.remove(path.size() - 1);
        });
        lists--;
    }

    private void line(ReportStream in, String name, ReportPlace place) {
        boolean isText = in.isText();
        boolean isFalse = in.isFalse();
        String line = in.scalar();
        if (FieldName.of(name).isProse()) {
            if (isText && !place.isInTest() && (StatusText.isFailed(line) || StatusText.forbids(line))) {
                find("is " + line);
            }
            return;
        }
        if (isText && !place.isInTest() && UnjudgedFields.isLeftOut(name) && ReportLine.namesTest(line)) {
            find("has " + line);
            return;
        }
        if (isText && isOfRegressions(name) && !ReportStream.isNothing(line) && !StatusText.isYes(line)) {
            find("is " + line);
            return;
        }
        if (!isText) {
            if (isFalse && FieldName.of(name).isPart()) {
                find("is false");
            }
            return;
        }
        boolean isStep = FieldName.of(name).isPart() || place.isOfTests();
        boolean isFailed = ReportLine.isFailed(line, isStep)
                || (!place.isInTest() && StatusText.forbids(line))
                || (SummaryWords.isAdvice(name) && VerdictText.advisesAgainst(line));
        if (isFailed) {
            find("is " + line);
        } else if (lists == 1 && !place.isInTest()) {
            refusals.flatMap(each -> each.ofText(path.subList(0, path.size() - 1), line))
                    .ifPresent(this::find);
        }
    }

    private void scalar(ReportStream in, String name, ReportPlace place, PartNumbers numbers) {
        boolean isText = in.isText();
        boolean isFalse = in.isFalse();
        // In results, a name is that of a test.
        if (refusals.isPresent() && lists == 0 && !FieldName.of(parent()).isPart()) {
            refusals.get().of(path, in).ifPresent(this::find);
        }
        boolean isOfTool =
                isText && !place.isInTest() && ToolOutput.of(in.text()).equals(Optional.of(TestOutcome.FAILED));
        String text = in.scalar();
        boolean isNo = isText
                ? isOfTool || place.refuses(name, FieldName.of(parent()), text)
                : isFalse
                        && (FieldName.of(parent()).isChecklist()
                                || FieldName.of(name).isAgreement());
        if (isNo) {
            find("is " + text);
            return;
        }
        tests.see(name, text, isText, isFalse);
        if (TestOutcome.of(text) == TestOutcome.PASSED) {
            numbers.affirm();
        }
    }

    /** An object of that name has tests that look for some, a list names those that were found. */
    private static boolean isOfRegressions(String name) {
        return SummaryWords.lastWord(name).equals("regressions");
    }

    private String parent() {
        return path.size() > 1 ? path.get(path.size() - 2) : section.substring(section.lastIndexOf('/') + 1);
    }

    private void claim(ReportStream in, Subject subject, String name, ReportPlace place, PartNumbers numbers) {
        boolean isStructure = in.isObject() || in.isList();
        if (place == ReportPlace.TEST && !isStructure && !isOfTest(in, subject, name)) {
            in.skip();
            return;
        }
        switch (subject) {
            case FAILED, FAILED_SUITES -> {
                if (isStructure && isOfRegressions(name)) {
                    value(in, name, place.isInTest() ? ReportPlace.PARTS : ReportPlace.TESTS, numbers);
                } else {
                    failures(in, numbers);
                }
            }
            case SKIPPED -> skips(in, numbers);
            case PASSED, EXECUTED, TOTAL, VERDICT, OVERALL -> {
                if (isStructure) {
                    value(
                            in,
                            name,
                            place == ReportPlace.REPORT
                                    ? ReportPlace.TESTS
                                    : place == ReportPlace.TEST ? ReportPlace.PARTS : place,
                            numbers);
                } else {
                    told(in, subject, name, place, numbers);
                }
            }
            case PASS_RATE -> numbers.rate(in.scalar());
            case EXIT_CODE -> {
                String code = in.scalar();
                if (!code.isEmpty() && !code.equals("0") && !place.isInTest() && lists == 0) {
                    find("is " + code);
                }
            }
        }
    }

    /** An object in a test may be an order, which was cancelled, as well as one of its parts. */
    private boolean isOfTest(ReportStream in, Subject subject, String name) {
        return subject == Subject.VERDICT
                || subject == Subject.OVERALL
                || (subject == Subject.PASSED
                        && ((in.isFalse() && path.get(0).equals(EXTRA))
                                || lists > 0
                                || SummaryWords.lastWord(name).startsWith("pass")));
    }

    private void failures(ReportStream in, PartNumbers numbers) {
        if (in.isObject() || in.isList()) {
            if (!in.isNothing()) {
                find("is not empty");
            }
            return;
        }
        String text = in.scalar();
        if (!PartVerdict.isNoFault(text)) {
            numbers.failed(1);
            find("is " + text);
        }
    }

    private void skips(ReportStream in, PartNumbers numbers) {
        if (in.isTrue()) {
            find("is true");
        } else if (in.isObject() || in.isList()) {
            numbers.skipped(in.isNothing() ? 0 : 1);
            return;
        } else if (in.isNumber()) {
            NumberOfTests.of(in.scalar()).ifPresent(numbers::skipped);
            return;
        }
        in.skip();
    }

    private void told(ReportStream in, Subject subject, String name, ReportPlace place, PartNumbers numbers) {
        boolean isVerdict = subject == Subject.VERDICT || subject == Subject.OVERALL;
        if (isVerdict && refusals.isPresent() && lists == 0) {
            refusals.get().of(path, in).ifPresent(this::find);
        }
        String text = in.scalar();
        OptionalLong number = NumberOfTests.of(text);
        if (number.isPresent() && !isVerdict) {
            count(subject, number.getAsLong(), numbers);
        } else if (isVerdict ? isNo(name, text, place) : deniesCount(subject, text)) {
            find("is " + text);
        } else if (TestOutcome.of(text) == TestOutcome.PASSED || (isVerdict && VerdictText.affirmsPassing(text))) {
            numbers.affirm();
        }
    }

    private static void count(Subject subject, long number, PartNumbers numbers) {
        switch (subject) {
            case TOTAL -> numbers.total(number);
            case PASSED -> numbers.passed(number);
            default -> numbers.executed(number);
        }
    }

    private static boolean deniesCount(Subject subject, String text) {
        return !NumberOfTests.isNumber(text)
                && (VerdictText.deniesPassing(text) || (subject != Subject.TOTAL && StatusText.isNo(text)));
    }

    private boolean isNo(String name, String text, ReportPlace place) {
        if (text.isEmpty()) {
            return false;
        }
        if (place == ReportPlace.TEST && !SummaryWords.lastWord(name).equals("verdict")) {
            return StatusText.isFailed(text);
        }
        if (place == ReportPlace.REPORT && lists > 0) {
            // Bugs and requirements have a status, too.
            return text.equals("false") || StatusText.isNo(text);
        }
        boolean isOfOne = place.isInTest() || lists > 0;
        return text.equals("false")
                || (isOfOne ? PartVerdict.isNoOfTest(name, text) : PartVerdict.isNoOfAll(name, text));
    }
}
