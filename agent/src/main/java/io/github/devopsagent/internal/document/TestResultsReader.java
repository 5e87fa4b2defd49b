package io.github.devopsagent.internal.document;

import io.github.devopsagent.domain.TestResults;
import io.github.devopsagent.internal.json.CheckedStream;
import io.github.devopsagent.internal.json.DocumentFaults;
import io.github.devopsagent.internal.json.Limits;
import io.github.devopsagent.internal.json.Printable;
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
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.exc.JacksonIOException;

/** Reads {@code test_results.json} as a stream, in constant memory. Fields that are not needed are skipped. */
public final class TestResultsReader {

    private static final String FILE = TestResults.FILE;
    private static final int LONGEST_TEXT = 200;

    private final JsonParser parser;
    private final DocumentFaults faults = new DocumentFaults(FILE);
    private Optional<String> epicId = Optional.empty();
    private Optional<String> commit = Optional.empty();
    private long scenarios;
    private long passed;
    private final List<TestResults.Scenario> notPassed = new ArrayList<>();

    private TestResultsReader(JsonParser parser) {
        this.parser = parser;
    }

    /**
     * Reads test results. A scenario that is no object, or has no status, does not pass.
     *
     * @param in the file; it is read to its end, and not closed
     * @return the test results, or everything that is wrong with the file
     * @throws UncheckedIOException if the file cannot be read for another reason than its content
     */
    public static Either<List<Refusal>, TestResults> read(InputStream in) {
        CheckedStream checked = new CheckedStream(in, Limits.TEST_RESULTS_BYTES);
        try (JsonParser parser = StrictJson.STREAMED.createParser(ObjectReadContext.empty(), checked)) {
            return new TestResultsReader(parser).document();
        } catch (JacksonIOException e) {
            return Either.left(List.of(ofContent(e)));
        }
    }

    /**
     * What is said of test results that are too large, and so are not read.
     *
     * @return why
     */
    public static Either<List<Refusal>, TestResults> tooLarge() {
        return Either.left(List.of(StrictJson.unreadable(FILE, StrictJson.tooLarge(Limits.TEST_RESULTS_BYTES), "")));
    }

    private static Refusal ofContent(JacksonIOException e) {
        Throwable cause = e.getCause();
        if (cause instanceof CheckedStream.Unacceptable unacceptable) {
            return StrictJson.unreadable(FILE, unacceptable.reason(), "");
        }
        throw new UncheckedIOException(
                "cannot read " + FILE, cause instanceof IOException io ? io : new IOException(e));
    }

    private Either<List<Refusal>, TestResults> document() {
        try {
            Optional<Refusal> syntax = root();
            return syntax.isPresent() ? Either.left(List.of(syntax.get())) : results();
        } catch (Duplicate e) {
            return Either.left(List.of(StrictJson.duplicate(FILE, e.name, parser)));
        } catch (JacksonIOException e) {
            throw e;
        } catch (JacksonException e) {
            return Either.left(List.of(StrictJson.broken(FILE, e, parser)));
        }
    }

    private Either<List<Refusal>, TestResults> results() {
        if (faults.isEmpty() && epicId.isEmpty()) {
            faults.add(
                    RefusalCodes.MISSING_FIELD,
                    "/epic_id",
                    "no 'epic_id'",
                    "the epic's id, such as \"EP-AUTH-001\"",
                    "add 'epic_id'");
        }
        return faults.orElse(() -> new TestResults(epicId.orElseThrow(), scenarios, passed, notPassed, commit));
    }

    private Optional<Refusal> root() {
        JsonToken first = parser.nextToken();
        if (first == null) {
            return Optional.of(StrictJson.empty(FILE));
        }
        if (first != JsonToken.START_OBJECT) {
            wrongType("", "a JSON object", "write the document as { … }");
            return Optional.empty();
        }
        eachField(Set.of("epic_id", "scenarios", "environment"), this::rootField);
        return parser.nextToken() == null ? Optional.empty() : Optional.of(StrictJson.trailing(FILE, parser));
    }

    private void rootField(String name) {
        switch (name) {
            case "epic_id" -> epicId = text("/epic_id");
            case "scenarios" -> scenarios();
            default -> environment();
        }
    }

    private void scenarios() {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return;
        }
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            wrongType("/scenarios", "a list of scenarios", "write it as [ … ]");
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            scenario();
        }
    }

    private void scenario() {
        ReadScenario scenario = new ReadScenario();
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            eachField(Set.of("id", "status"), scenario::field);
        } else {
            parser.skipChildren();
        }
        if (TestResults.isPassing(scenario.status)) {
            passed++;
        } else if (notPassed.size() < TestResults.MOST_NAMED) {
            notPassed.add(new TestResults.Scenario(scenarios, scenario.id, scenario.status));
        }
        scenarios++;
    }

    /** What is known of the scenario that is being read. */
    private final class ReadScenario {
        private String id = "";
        private String status = "";

        void field(String name) {
            if (name.equals("id")) {
                id = scalar();
            } else {
                status = scalar();
            }
        }
    }

    // Written as text, an environment names no commit; that is for the rules to judge.
    private void environment() {
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            eachField(Set.of("commit"), name -> commit = text("/environment/commit"));
        } else {
            parser.skipChildren();
        }
    }

    /** The text of a string, a number or a boolean; empty for everything else. */
    private String scalar() {
        boolean hasText = parser.currentToken().isScalarValue() && parser.currentToken() != JsonToken.VALUE_NULL;
        String text = hasText ? Printable.line(parser.getString(), LONGEST_TEXT) : "";
        parser.skipChildren();
        return text;
    }

    private Optional<String> text(String pointer) {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            return Optional.of(parser.getString()).filter(text -> !text.isBlank());
        }
        if (parser.currentToken() != JsonToken.VALUE_NULL) {
            wrongType(pointer, "a string", "write it in quotes");
            parser.skipChildren();
        }
        return Optional.empty();
    }

    private void wrongType(String pointer, String allowed, String fix) {
        String found = parser.currentToken().isStructStart()
                ? (parser.currentToken() == JsonToken.START_OBJECT ? "an object" : "a list")
                : "the value " + Printable.line(parser.getString(), 60);
        faults.add(RefusalCodes.WRONG_TYPE, pointer, found, allowed, fix);
    }

    /** Calls the reader with the parser at the value of each field that it knows, and skips all others. */
    private void eachField(Set<String> known, Consumer<String> reader) {
        Set<String> seen = new HashSet<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            if (known.contains(name)) {
                if (!seen.add(name)) {
                    throw new Duplicate(name);
                }
                parser.nextToken();
                reader.accept(name);
            } else {
                parser.nextToken();
                parser.skipChildren();
            }
        }
    }

    /** A field that is read stands there twice. */
    private static final class Duplicate extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final String name;

        Duplicate(String name) {
            super(name);
            this.name = name;
        }
    }
}
