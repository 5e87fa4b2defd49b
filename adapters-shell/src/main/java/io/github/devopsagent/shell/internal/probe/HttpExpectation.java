package io.github.devopsagent.shell.internal.probe;

import io.github.devopsagent.executor.StepFinding;
import io.github.devopsagent.plan.HttpUrl;
import io.github.devopsagent.plan.Input;
import io.github.devopsagent.shell.internal.input.KnownInput;
import io.vavr.control.Either;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What is asked, and which answer is expected.
 *
 * @param url where to
 * @param status of the answer; empty for any from 200 to 299
 * @param body a text that the answer's body contains; empty for any body
 */
record HttpExpectation(HttpUrl url, Optional<Integer> status, Optional<String> body) {

    private static final int SWITCHING_PROTOCOLS = 101;
    private static final KnownInput KNOWN = new KnownInput(
            "http",
            List.of("url", "expect_status", "expect_body"),
            "it is a GET without headers that follows no redirect: write anything else as a command, {\"run\": \"curl"
                    + " -fsS …\"}");

    static Either<StepFinding, HttpExpectation> from(Input input) {
        return KNOWN.checked(input)
                .flatMap(HttpExpectation::url)
                .flatMap(
                        url -> status(input).map(status -> new HttpExpectation(url, status, input.text("expect_body"))))
                .mapLeft(StepFinding::cannotRun);
    }

    /** Compares; left says what was expected and what was found. */
    Either<String, HttpAnswer> judge(HttpAnswer answer) {
        if (!accepts(answer.status())) {
            return Either.left("expected status " + status.map(String::valueOf).orElse("200 to 299") + ", found "
                    + answer.found());
        }
        if (answer.body().isDamaged()) {
            return Either.left("found " + answer.found());
        }
        if (body.isPresent() && !answer.body().text().contains(body.get())) {
            return Either.left(
                    "expected '" + body.get() + "' in the body" + limit(answer) + ", found " + answer.found());
        }
        return Either.right(answer);
    }

    private boolean accepts(int found) {
        return status.map(expected -> expected == found).orElse(found >= 200 && found < 300);
    }

    private static String limit(HttpAnswer answer) {
        return answer.body().isWhole() ? "" : " (its first " + HttpAnswer.LONGEST_BODY + " bytes)";
    }

    private static Either<String, HttpUrl> url(Input input) {
        Optional<String> text = input.text("url");
        if (text.isEmpty()) {
            return Either.left("'url' is missing: add one such as http://localhost:8080/health");
        }
        return HttpUrl.parse(text.get())
                .mapLeft(demand -> "'url' " + demand + ", found '" + AddressCredentials.maskedIn(text.get()) + "'")
                .filterOrElse(
                        url -> url.credentials().isEmpty(),
                        // Without the address: it would put the password into the record of the run.
                        url -> "'url' contains credentials, which are not sent: remove them");
    }

    private static Either<String, Optional<Integer>> status(Input input) {
        try {
            Optional<Integer> status = input.integer("expect_status");
            return status.flatMap(HttpExpectation::impossible)
                    .<Either<String, Optional<Integer>>>map(Either::left)
                    .orElseGet(() -> Either.right(status));
        } catch (IllegalArgumentException e) {
            return Either.left(Objects.requireNonNullElse(e.getMessage(), "'expect_status' must be a whole number"));
        }
    }

    private static Optional<String> impossible(int status) {
        if (status < 100 || status > 599) {
            return Optional.of("'expect_status' must be from 100 to 599, found " + status);
        }
        return status < 200 && status != SWITCHING_PROTOCOLS
                ? Optional.of("'expect_status' must not be interim, found " + status
                        + ", which is passed over: expect the status that follows it")
                : Optional.empty();
    }
}
