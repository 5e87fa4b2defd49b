package io.github.devopsagent.http;

import static org.assertj.core.api.Assertions.assertThat;

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
