package io.github.devopsagent.shell.internal.metric;

import static io.github.devopsagent.shell.TestStep.aProbe;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.executor.StepExecutor;
import io.github.devopsagent.shell.ShellExecutors;
import io.github.devopsagent.shell.TestServer;
import io.github.devopsagent.shell.TestStep;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What scraped counters have counted, however often one of them began anew. */
class ScrapedCountersTest {

    private static final String OK = "HTTP/1.1 200 OK\r\n\r\n";
    private static final StepExecutor SCRAPE =
            Objects.requireNonNull(new ShellExecutors().executors().get("scrape"));

    @TempDir
    Path directory;

    /** What each of several looks of one run prints last, also of a series that came, went or began anew meanwhile. */
    @ParameterizedTest
    @CsvSource({
        "a 5 b 100/a 0 b 103, 105/108",
        "a 5 b 1/a 7/a 9 b 2, 6/8/11",
        "a 5/a 5 b 30, 5/35",
        "a 5/b 30, 5/35",
        "a 5/a 2/a 4, 5/7/9",
        "a 5/c 1/a 2, 5/none yet/2",
        "c 1/a 2/a 3, none yet/2/3"
    })
    void counters_are_counted_each_by_itself(String looks, String printed) {
        Deque<String> answers = new ArrayDeque<>(List.of(looks.split("/")));
        List<String> found = new ArrayList<>();
        try (TestServer server =
                TestServer.answering((to, any) -> to.write((OK + exposition(answers.remove())).getBytes(UTF_8)))) {
            while (!answers.isEmpty()) {
                TestStep step = aProbe(directory, SCRAPE)
                        .with("url", server.url())
                        .with("metric", "n{code=\"5\"}")
                        .with("counter", true);
                step.run();
                found.add(step.printed().stripTrailing().replaceAll("(?s).*\n", ""));
            }
        }
        assertThat(found).isEqualTo(List.of(printed.split("/")));
    }

    /** A proxy may answer each of them with the series of another tenant. */
    @Test
    void what_two_askers_are_answered_is_counted_for_each_by_itself() {
        Deque<String> answers = new ArrayDeque<>(List.of("a 5", "a 100", "a 40", "a 6", "a 101", "a 42"));
        Map<String, Object> tenants = Map.of("X-Tenant", "one");
        Map<String, Object> bearer = Map.of("secret", "TOKEN");
        List<String> found = new ArrayList<>();
        try (TestServer server =
                TestServer.answering((to, any) -> to.write((OK + exposition(answers.remove())).getBytes(UTF_8)))) {
            while (!answers.isEmpty()) {
                TestStep step = aProbe(directory, SCRAPE)
                        .with("url", server.url())
                        .with("metric", "n{code=\"5\"}")
                        .with("counter", true);
                int asker = found.size() % 3;
                TestStep asked = asker == 0
                        ? step
                        : asker == 1
                                ? step.with("headers", tenants)
                                : step.with("bearer_token", bearer).variable("TOKEN", "t0ken");
                asked.run();
                found.add(asked.printed().stripTrailing().replaceAll("(?s).*\n", ""));
            }
        }
        assertThat(found).containsExactly("5", "100", "40", "6", "101", "42");
    }

    /** The one of pod c has another code. */
    private static String exposition(String series) {
        return series.replaceAll("([a-z]) (\\d+) ?", "n{code=\"5\",pod=\"$1\"} $2\n")
                .replace("code=\"5\",pod=\"c\"", "code=\"4\",pod=\"c\"");
    }

    /** A counter that is greater than before may have begun anew all the same. */
    @ParameterizedTest
    @CsvSource({
        "x_total 5|x_created 1000, x_total 6|x_created 2000, 11",
        "x_total 5|x_created 1000|process_start_time_seconds 1000, x_total 6|x_created 1000|process_start_time_seconds 2000, 6",
        "x_total 5|process_start_time_seconds 1000, x_total 6|process_start_time_seconds 2000, 11",
        "x_total 5|process_start_time_seconds 1000, x_total 6|process_start_time_seconds 1001, 6",
        "x_total 5|process_start_time_seconds 1000, x_total 6, 6",
    })
    void a_counter_that_tells_that_it_began_anew_counts_whole(String before, String after, String counted) {
        Deque<String> answers = new ArrayDeque<>(List.of(before, after));
        try (TestServer server = TestServer.answering(
                (to, any) -> to.write((OK + answers.remove().replace('|', '\n') + "\n").getBytes(UTF_8)))) {
            counter(server, "x_total").run();
            TestStep second = counter(server, "x_total");
            second.run();

            assertThat(second.printed()).isEqualTo(counted + "\n");
        }
    }

    @Test
    void a_bucket_began_when_its_histogram_did() {
        String text = "x_bucket{a=\"1\",le=\"+Inf\"} %s\nx_created{a=\"1\"} %s\n";
        Deque<String> answers = new ArrayDeque<>(List.of(String.format(text, 5, 1000), String.format(text, 6, 2000)));
        try (TestServer server = TestServer.answering((to, any) -> to.write((OK + answers.remove()).getBytes(UTF_8)))) {
            counter(server, "x_bucket").run();
            TestStep second = counter(server, "x_bucket");
            second.run();

            assertThat(second.printed()).isEqualTo("11\n");
        }
    }

    private TestStep counter(TestServer server, String metric) {
        return aProbe(directory, SCRAPE)
                .with("url", server.url())
                .with("metric", metric)
                .with("counter", true);
    }
}
