package io.github.devopsagent.testkit;

import io.github.devopsagent.http.ExpectedText;
import io.github.devopsagent.http.HttpOptions;
import io.github.devopsagent.http.JsonEquality;
import io.github.devopsagent.http.JsonPointer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Judges what a script answers in the place of a service, by what the plan expects of it.
 *
 * @param options of the plan
 */
record HttpExpectation(HttpOptions options) {

    /**
     * What an executor that asks over HTTP would have found.
     *
     * @param status such as 503
     * @param body all of it
     */
    record HttpAnswer(int status, String body) {

        @Override
        public String toString() {
            return "status " + status + (body.isEmpty() ? "" : ": " + body);
        }
    }

    /** What is wrong with the time that an answer takes; empty if nothing is. */
    Optional<String> tooSlow(Duration takes) {
        return options.maxTime()
                .filter(longest -> takes.compareTo(longest) > 0)
                .map(longest -> "expected an answer within " + longest.toMillis() + " ms ('max_time'), found one in "
                        + takes.toMillis() + " ms");
    }

    /** What is wrong with an answer; empty if nothing is. */
    Optional<String> unexpected(HttpAnswer answer) {
        if (!options.statuses().accept(answer.status())) {
            return Optional.of("expected status " + options.statuses() + ", found " + answer);
        }
        Optional<String> missing = options.body().flatMap(text -> new ExpectedText(text).missingIn(answer.body()));
        if (missing.isPresent()) {
            return Optional.of(missing.get() + ", found " + answer);
        }
        return options.json().isEmpty() ? Optional.empty() : wrongJson(answer);
    }

    private Optional<String> wrongJson(HttpAnswer answer) {
        Optional<Object> document = JsonDocument.parsed(answer.body()).flatMap(JsonDocument::plain);
        if (document.isEmpty()) {
            return Optional.of("expected JSON in the body, found " + answer);
        }
        for (Map.Entry<JsonPointer, Object> expected : options.json().entrySet()) {
            boolean isThere = expected.getKey()
                    .find(document.get())
                    .filter(found -> JsonEquality.areEqual(expected.getValue(), found))
                    .isPresent();
            if (!isThere) {
                return Optional.of("expected " + expected.getValue() + " at '" + expected.getKey()
                        + "' of the body, found " + answer);
            }
        }
        return Optional.empty();
    }
}
