package io.github.devopsagent.internal.report;

import io.github.devopsagent.domain.TestFormat;
import io.github.devopsagent.domain.TestResults;
import io.github.devopsagent.internal.json.CheckedStream;
import io.github.devopsagent.internal.json.DocumentFaults;
import io.github.devopsagent.internal.json.Limits;
import io.github.devopsagent.internal.json.StrictJson;
import io.github.devopsagent.veto.Refusal;
import io.github.devopsagent.veto.RefusalCodes;
import io.vavr.control.Either;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.exc.JacksonIOException;

/**
 * Reads {@code test_results.json} as a stream, once, in constant memory. Its format is known by the lists of tests that it
 * has, in whatever order its fields come. What
 * another field says against the tests counts as well.
 */
public final class TestResultsReader {

    private static final String FILE = TestResults.FILE;
    private static final String ENVIRONMENT = "environment";

    private final JsonParser parser;
    private final ReportStream in;
    private final DocumentFaults faults = new DocumentFaults(FILE);
    private final SharedFields shared = new SharedFields(faults);
    private final SummaryClaims claims = new SummaryClaims();
    private final Set<String> tellingKeys = new HashSet<>();
    private final ProtocolScenarios scenarios = new ProtocolScenarios();
    private final List<ReportFormat> formats =
            List.of(scenarios, new CtrfReport(shared, claims), new PytestReport(), new JestReport(claims));

    private TestResultsReader(JsonParser parser, Optional<FewNames> names) {
        this.parser = parser;
        this.in = new ReportStream(parser, names);
    }

    /**
     * Reads test results as {@link #read} does, and faster, if nothing is wrong with them and they have few names of fields, as nearly
     * all have.
     *
     * @param in the file; it is read to its end if there is an answer, and not closed
     * @return the test results; empty if only {@link #read} can tell them, or why there are none
     * @throws UncheckedIOException if the file cannot be read for another reason than its content
     */
    public static Optional<TestResults> readQuickly(InputStream in) {
        CheckedStream checked = new CheckedStream(in, Limits.TEST_RESULTS_BYTES);
        try (JsonParser parser = StrictJson.FEW_NAMES.createParser(ObjectReadContext.empty(), checked)) {
            return new TestResultsReader(parser, Optional.of(new FewNames()))
                    .document()
                    .toJavaOptional();
        } catch (UnreadReportException.ManyNames e) {
            return Optional.empty();
        } catch (JacksonIOException e) {
            reason(e);
            return Optional.empty();
        }
    }

    /**
     * Reads test results. A test that is no object, or has no status, does not pass.
     *
     * @param in the file; it is read to its end, and not closed
     * @return the test results, or everything that is wrong with the file
     * @throws UncheckedIOException if the file cannot be read for another reason than its content
     */
    public static Either<List<Refusal>, TestResults> read(InputStream in) {
        HeadStream head = new HeadStream(in);
        CheckedStream checked = new CheckedStream(head, Limits.TEST_RESULTS_BYTES);
        try (JsonParser parser = StrictJson.STREAMED.createParser(ObjectReadContext.empty(), checked)) {
            TestResultsReader reader = new TestResultsReader(parser, Optional.empty());
            Either<List<Refusal>, TestResults> results = reader.document();
            return results.isLeft() ? Either.left(reader.recognized(results.getLeft(), head)) : results;
        } catch (JacksonIOException e) {
            return Either.left(List.of(ofContent(e, head)));
        }
    }

    /**
     * What is said of test results that are too large, and so are not read.
     *
     * @return why
     */
    public static Either<List<Refusal>, TestResults> tooLarge() {
        return Either.left(List.of(unreadable(StrictJson.tooLarge(Limits.TEST_RESULTS_BYTES))));
    }

    private static Refusal ofContent(JacksonIOException e, HeadStream head) {
        String reason = reason(e);
        return unreadable(
                ForeignReport.ofText(head.text()).map(ForeignReport::reason).orElse(reason));
    }

    /** What is wrong with the content; fails if nothing is. */
    private static String reason(JacksonIOException e) {
        Throwable cause = e.getCause();
        if (cause instanceof CheckedStream.Unacceptable unacceptable) {
            return unacceptable.reason();
        }
        throw new UncheckedIOException(
                "cannot read " + FILE, cause instanceof IOException io ? io : new IOException(e));
    }

    private static Refusal unreadable(String reason) {
        return StrictJson.unreadable(FILE, reason, "");
    }

    /** A file in another format is told what it is, rather than at which byte it is no JSON. */
    private List<Refusal> recognized(List<Refusal> why, HeadStream head) {
        return ForeignReport.ofText(head.text())
                .or(() -> ForeignReport.ofKeys(tellingKeys).filter(each -> whyIsSyntax(why)))
                .map(foreign -> List.of(unreadable(foreign.reason())))
                .orElse(why);
    }

    /** Such as JSON Lines, where the first line is a document of its own. */
    private static boolean whyIsSyntax(List<Refusal> why) {
        return why.stream().allMatch(each -> each.code().equals(RefusalCodes.UNREADABLE));
    }

    private Either<List<Refusal>, TestResults> document() {
        try {
            Optional<Refusal> syntax = root();
            return syntax.isPresent() ? Either.left(List.of(syntax.get())) : results();
        } catch (UnreadReportException.Duplicate e) {
            return Either.left(List.of(StrictJson.duplicate(FILE, e.name(), parser)));
        } catch (UnreadReportException.TooMany e) {
            return Either.left(List.of(unreadable("found more than " + e.most()
                    + " fields that sum up tests; allowed are at most so many; put the tool's own file here")));
        } catch (JacksonIOException e) {
            throw e;
        } catch (JacksonException e) {
            return Either.left(List.of(StrictJson.broken(FILE, e, parser)));
        }
    }

    private Optional<Refusal> root() {
        JsonToken first = in.next();
        if (first == null) {
            return Optional.of(StrictJson.empty(FILE));
        }
        if (first != JsonToken.START_OBJECT) {
            shared.wrongType(in, "", "a JSON object", "write the document as { … }");
            return first == JsonToken.START_ARRAY
                    ? ofList().map(foreign -> unreadable(foreign.reason()))
                    : Optional.empty();
        }
        in.fields(new RootReader());
        return in.next() == null ? Optional.empty() : Optional.of(StrictJson.trailing(FILE, parser));
    }

    private final class RootReader implements ReportStream.FieldReader {

        @Override
        public boolean isWanted(String name) {
            return TestResultsReader.this.isWanted(name);
        }

        @Override
        public void read(String name) {
            field(name);
        }

        @Override
        public void pass(ReportStream in, String name) {
            field(name);
        }
    }

    /** By its first element only. */
    private Optional<ForeignReport> ofList() {
        if (in.next() != JsonToken.START_OBJECT) {
            return Optional.empty();
        }
        in.fields(this::isWantedOfForeign, name -> in.skip());
        return ForeignReport.ofKeys(tellingKeys);
    }

    private boolean isWantedOfForeign(String name) {
        if (ForeignReport.isTelling(name)) {
            tellingKeys.add(name);
        }
        return false;
    }

    private boolean isWanted(String name) {
        return isWantedOfForeign(name)
                || SharedFields.isEpic(name)
                || name.equals(ENVIRONMENT)
                || SummaryClaims.isClaim(name)
                || isOfFormat(name);
    }

    private boolean isOfFormat(String name) {
        for (ReportFormat format : formats) {
            if (format.fields().contains(name)) {
                return true;
            }
        }
        return false;
    }

    private void field(String name) {
        for (ReportFormat format : formats) {
            if (format.fields().contains(name) && format.takes(in, name)) {
                format.read(in, name);
                return;
            }
        }
        if (SharedFields.isEpic(name)) {
            shared.readEpicId(in, "/" + name, name);
        } else if (name.equals(ENVIRONMENT)) {
            shared.readEnvironment(in, "/" + ENVIRONMENT);
        } else if (name.equals("scenarios") && !in.isNull() && !in.isNumber()) {
            shared.wrongType(in, "/scenarios", "a list of scenarios", "write it as [ … ]");
            in.skip();
        } else {
            claims.read(in, "", name);
        }
    }

    private Either<List<Refusal>, TestResults> results() {
        shared.conclude();
        if (!faults.isEmpty()) {
            return left();
        }
        List<ReportFormat> lists = new ArrayList<>();
        for (ReportFormat each : formats) {
            if (each.hasTests()) {
                lists.add(each);
            }
        }
        if (lists.size() > 1) {
            twoFormats(lists);
        }
        ReportFormat format = lists.isEmpty() ? marked() : lists.get(0);
        boolean isUnknown = format.format() == TestFormat.PYTEST && !format.isMarked(claims);
        Optional<ForeignReport> foreign = ForeignReport.ofKeys(tellingKeys);
        if (foreign.isPresent() && (lists.isEmpty() || isUnknown) && !scenarios.hasTests()) {
            return Either.left(List.of(unreadable(foreign.get().reason())));
        }
        if (isUnknown) {
            unknownTests();
        }
        return faults.isEmpty() ? judged(format) : left();
    }

    private Either<List<Refusal>, TestResults> left() {
        return faults.orElse(() -> {
            throw new IllegalStateException("there is a fault");
        });
    }

    private void unknownTests() {
        faults.add(
                RefusalCodes.WRONG_VALUE,
                "/tests",
                "a list of tests, and not what pytest-json-report writes beside it ('exitcode')",
                "a list 'scenarios', or the report of a tool as it writes it",
                "write what came of the tests to 'scenarios', or put the tool's own file here, whole and unchanged");
    }

    /** Without tests, the format is that of which something else is there. */
    private ReportFormat marked() {
        for (ReportFormat format : formats) {
            if (format.isMarked(claims)) {
                return format;
            }
        }
        return scenarios;
    }

    private void twoFormats(List<ReportFormat> lists) {
        faults.add(
                RefusalCodes.WRONG_VALUE,
                lists.get(1).format().pointer(),
                "test results in more than one format: "
                        + lists.stream()
                                .map(each -> each.format().label() + " ("
                                        + each.format().pointer().substring(1) + ")")
                                .collect(Collectors.joining(", ")),
                "one of them",
                "put the tool's own file here, or only scenarios");
    }

    private Either<List<Refusal>, TestResults> judged(ReportFormat format) {
        format.conclude(claims, faults);
        if (format == scenarios && shared.epicId().isEmpty()) {
            faults.add(
                    RefusalCodes.MISSING_FIELD,
                    "/" + SharedFields.EPIC,
                    "no 'epic_id'",
                    "the epic's id, such as \"EP-AUTH-001\"",
                    "add 'epic_id'");
        }
        claims.compare(format.format(), format.tally());
        for (ReportFormat each : formats) {
            if (each != format) {
                format.tally().contradict(each.contradiction());
            }
        }
        return faults.isEmpty()
                ? Either.right(format.tally().results(format.format(), shared.epicId(), shared.commit()))
                : left();
    }
}
