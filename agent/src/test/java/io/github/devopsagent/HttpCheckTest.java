package io.github.devopsagent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.devopsagent.plan.Action;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** A question over HTTP that a host builds is the one that a plan would write. */
class HttpCheckTest {

    private static final HttpCheck GET = HttpCheck.get("https://shop.example/status");

    @Test
    void every_field_of_a_plan_can_be_built() {
        Set<String> built = new TreeSet<>();
        for (HttpCheck check : List.of(
                GET.header("Host", "a")
                        .secretHeader("X-Api-Key", "KEY")
                        .basicAuth("probe", "PASSWORD")
                        .followRedirects()
                        .caFile(Path.of("ca.pem"))
                        .expectStatus(200)
                        .expectStatus("300-399")
                        .expectBody("UP")
                        .expectJson("/status", "UP")
                        .expectJson("/queue/0", 3)
                        .maxTime(Duration.ofMillis(800)),
                GET.bearerToken("TOKEN").insecure(),
                HttpCheck.head("http://shop.example"))) {
            built.addAll(check.action().input().values().keySet());
        }
        built.remove("url");

        assertThat(built)
                .containsExactlyInAnyOrder(
                        "method",
                        "headers",
                        "basic_auth",
                        "bearer_token",
                        "follow_redirects",
                        "ca_file",
                        "insecure",
                        "expect_status",
                        "expect_body",
                        "expect_json",
                        "max_time");
    }

    @Test
    void what_is_said_twice_is_added() {
        Map<String, Object> input = GET.expectStatus(200)
                .expectStatus("300-399")
                .header("A", "1")
                .secretHeader("X-Token", "T")
                .expectJson("/a", 1)
                .expectJson("/b", List.of())
                .action()
                .input()
                .values();

        assertThat(input)
                .containsEntry("expect_status", List.of(200, "300-399"))
                .containsEntry("headers", Map.of("A", "1", "X-Token", Map.of("secret", "T")))
                .containsEntry("expect_json", Map.of("/a", 1, "/b", List.of()));
        assertThat(GET.action()).isEqualTo(Action.http("https://shop.example/status"));
    }

    @Test
    void what_a_plan_must_not_say_cannot_be_built() {
        refuses(() -> HttpCheck.get("shop"), "url");
        refuses(() -> GET.header("Authorization", "Bearer x"), "headers/Authorization");
        refuses(() -> GET.expectStatus(99), "'expect_status/0' must be a whole number 100 to 599");
        refuses(() -> GET.expectStatus("2xx"), "expect_status/0");
        refuses(() -> GET.expectJson("status", "UP"), "expect_json");
        refuses(() -> GET.maxTime(Duration.ZERO), "max_time");
        refuses(() -> GET.insecure().caFile(Path.of("ca.pem")), "'insecure' must be either 'ca_file' or 'insecure'");
        refuses(() -> GET.bearerToken("T").basicAuth("u", "P"), "bearer_token");
        refuses(
                () -> HttpCheck.head("http://a").expectBody("UP"),
                "'expect_body' must be nothing of a body beside HEAD");
        refuses(() -> HttpCheck.head("http://a").expectJson("/a", 1), "expect_json");
    }

    private static void refuses(ThrowingCallable building, String told) {
        assertThatThrownBy(building)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(told);
    }
}
