package io.github.devopsagent.internal.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.DeploymentHistory;
import io.github.devopsagent.DeploymentHistory.PastDeployment;
import io.github.devopsagent.domain.Deployment;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a page draws of many deployments. */
class HistoryPageTest {

    private static final double WIDEST_SIGN = 11;

    private static PastDeployment deployed(int number) {
        return new PastDeployment(
                "DEP-%03d".formatted(number),
                "EP-1",
                "production",
                Deployment.Result.SUCCESS,
                Instant.EPOCH,
                Instant.EPOCH,
                Duration.ofSeconds(number),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of());
    }

    @Test
    void the_signs_below_the_bars_of_a_long_history_do_not_touch() {
        List<PastDeployment> deployments =
                IntStream.range(0, 60).mapToObj(older -> deployed(60 - older)).toList();
        String page =
                HistoryPage.of(new DeploymentHistory(Optional.of("EP-1"), deployments, List.of(), 0), Optional.empty());
        String chart = page.substring(page.indexOf("<svg"), page.indexOf("</svg>"));
        List<Double> signs = Pattern.compile("<text[^>]* x=\"([0-9.]+)\"")
                .matcher(chart)
                .results()
                .map(found -> Double.valueOf(found.group(1)))
                .toList();

        assertThat(signs).hasSizeGreaterThan(10);
        for (int i = 1; i < signs.size(); i++) {
            assertThat(signs.get(i) - signs.get(i - 1)).isGreaterThan(WIDEST_SIGN);
        }
    }
}
