package io.github.devopsagent.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpectedTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "healthy | {\"status\":\"unhealthy\"} | unhealthy",
                "Healthy | Unhealthy, NotHealthy | NotHealthy",
                "healthy\" | {\"status\":\"unhealthy\"} | unhealthy",
                "active | inactive (dead) | inactive",
                "available | 503 Service Unavailable: unavailable | unavailable",
                "connected | {\"db\":\"disconnected\"} | disconnected",
                "normal | abnormal | abnormal",
                "ready | the server is not ready yet | not ready",
                "ready | NOT_ready | NOT_ready",
                "ready | it isn't ready | isn't ready",
                "Ready | isNotReady: true | NotReady",
                "running | is not currently running | not currently running",
                "running | shop is no longer running | no longer running",
                "OK | NOT OK | NOT OK",
                "OK | BROKEN | BROKEN",
                "ok | Token | Token",
                "ok | the token has expired | token",
                "UP | SETUP | SETUP",
                "UP | UPSTREAM DOWN | UPSTREAM"
            })
    void a_word_is_not_found_in_its_opposite(String text, String body, String opposite) {
        assertThat(new ExpectedText(text).missingIn(body))
                .contains("expected '" + text + "' in the body, and not as in '" + opposite + "'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "healthy | healthy",
                "healthy | unhealthy: 0, healthy: 3",
                "active | {\"state\":\"active\"}",
                "Active | {\"isActive\":true}",
                "ready | readyReplicas: 3",
                "ready | already done, nothing is wrong",
                "running | do not panic: running",
                "running | nothing failed; running",
                "success | successfully deployed",
                "OK | 200 OK",
                "ok | okay",
                "ok | {\"ok\":true}",
                "UP | {\"status\":\"UP\"}",
                "UP | UPxxx",
                "up | isUp, up-to-date",
                "Up | upSince 3 days, isUp",
                "voice | invoice 17",
                "not ready | not ready",
                "unhealthy | unhealthy",
                "\"status\":\"healthy\" | {\"status\":\"healthy\"}",
                "hello | xhello"
            })
    void a_text_is_found(String text, String body) {
        assertThat(new ExpectedText(text).missingIn(body)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "ready | not quite ready",
                "ready | not at all ready",
                "ready | not all ready",
                "ready | cannot be ready",
                "ready | never been ready",
                "ready | no ready",
                "ready | isnt ready",
                "ready | not: ready",
                "ready | not \"ready\"",
                "ready | not <b>ready</b>",
                "Ready | notYetReady",
                "ready | {\"ready\":false}",
                "healthy | no healthy upstream",
                "healthy | 0 healthy",
                "healthy | isn't very healthy",
                "healthy | not&nbsp;healthy",
                "healthy | not\u00a0healthy",
                "healthy | not<br>healthy",
                "healthy | not\\nhealthy",
                "working | not properly working",
                "OK | not:OK",
                "OK | {\"OK\": false}",
                "OK | nOK",
                "deployed | undeployed",
                "succeeded | not succeeded",
                "successfully | unsuccessfully",
                "found | not found",
                "pass | bypass",
                "active | deactive",
                "functional | dysfunctional",
                "loaded | overloaded",
                "reachable | un-reachable",
                "connected | dis-connected",
                "All systems operational | Not All systems operational",
                "ready | not <span class=\"a-long-name another-long-name and-one-more\">ready</span>",
                "OK | {'OK': False}",
                "listening | not listening",
                "green | not green",
                "configured | unconfigured",
                "mounted | unmounted",
                "up | starting up",
                "up | warming up",
                "up | start-up",
                "up | Set up",
                "UP | STARTING_UP"
            })
    void a_negated_text_is_missing(String text, String body) {
        assertThat(new ExpectedText(text).missingIn(body).orElseThrow()).contains(", and not as in '");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "OK | \u72b6\u6001OK",
                "UP | \u670d\u52a1UP",
                "ok | line\\nok",
                "ready | it is not. ready",
                "OK | not - OK",
                "OK | OK (0 not OK)",
                "UP | {\"status\":\"UP\",\"db\":\"not configured\"}",
                "\"ready\": 3 | \"not_ready\": 0, \"ready\": 3",
                "healthy | Welcome, not a robot? healthy",
                "healthy | failed: 0 healthy: 3",
                "ready | not cached but ready",
                "Shop | Not just a Shop",
                "cart | discart",
                "errors | no errors",
                "play | display"
            })
    void a_negation_elsewhere_does_not_matter(String text, String body) {
        assertThat(new ExpectedText(text).missingIn(body)).isEmpty();
    }

    /** A body has at most a MiB that is read. */
    @ParameterizedTest
    @CsvSource({
        "ok,okok",
        "ok,not ok ",
        "ok,token ",
        "ready,not ready ",
        "ready,ready<ready<",
        "ready,>ready",
        "healthy,0 healthy "
    })
    void a_long_body_is_looked_through(String text, String part) {
        String body = part.repeat((1 << 20) / part.length());

        assertTimeoutPreemptively(Duration.ofMinutes(2), () -> assertThat(new ExpectedText(text).missingIn(body))
                .isNotNull());
    }

    @Test
    void a_blank_line_ends_a_sentence() {
        assertThat(new ExpectedText("ready").missingIn("it is not\n\nready")).isEmpty();
    }

    @Test
    void a_text_that_is_not_there_is_missing() {
        assertThat(new ExpectedText("UP").missingIn("DOWN")).contains("expected 'UP' in the body");
    }

    @Test
    void a_negation_may_stand_in_the_line_before() {
        assertThat(new ExpectedText("ready").missingIn("the server is not\n  ready"))
                .contains("expected 'ready' in the body, and not as in 'not ready'");
    }

    @Test
    void a_body_of_one_long_word_is_looked_at_once() {
        assertThat(new ExpectedText("UP").missingIn("UP".repeat(1 << 19))).isPresent();
    }
}
