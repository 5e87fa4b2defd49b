package io.github.devopsagent.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a host has checked. */
class ActionTest {

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:8080/health", "HTTPS://[::1]/", "http://h?a=b", "http://h:65535"})
    void an_http_check_keeps_its_address_as_it_is_written(String url) {
        assertThat(Action.http(url)).isEqualTo(new Action.Use("http", Input.of("url", url)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/health",
                "localhost:8080/health",
                "ftp://h/",
                "http:///x",
                "http://h:65536/",
                "http://h /",
                "mailto:a@h"
            })
    void an_http_check_needs_an_absolute_address(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Action.http(url))
                .withMessageStartingWith("an HTTP check's url ");
    }

    @Test
    void a_refused_address_is_not_repeated_since_it_may_have_a_password_in_it() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Action.http("ftp://me:hunter2@h/"))
                .withMessage("an HTTP check's url must be an absolute http or https address such as"
                        + " http://localhost:8080/health");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Action.http("http://me:hunter2@h h/"))
                .withMessageStartingWith("an HTTP check's url must have a host of letters")
                .satisfies(e -> assertThat(e).message().doesNotContain("hunter"));
    }

    @Test
    void a_tcp_check_needs_a_host_and_a_port() {
        assertThat(Action.tcp("localhost:5432"))
                .isEqualTo(new Action.Use("tcp", Input.of("address", "localhost:5432")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Action.tcp("localhost"))
                .withMessage("a TCP check's address must be host:port or [IPv6 address]:port, such as localhost:5432");
    }
}
