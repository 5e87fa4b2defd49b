package io.github.devopsagent.internal.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.DeploymentHistory;
import io.github.devopsagent.DeploymentHistory.PastDeployment;
import io.github.devopsagent.UnfinishedRun;
import io.github.devopsagent.domain.Deployment;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a page draws of many deployments. */
class HistoryPageTest {

    private static final double WIDEST_SIGN = 11;

    private static PastDeployment deployed(int number) {
        return ended(number, Deployment.Result.SUCCESS, List.of());
    }

    private static PastDeployment ended(int number, Deployment.Result result, List<String> contradictions) {
        return new PastDeployment(
                "DEP-%03d".formatted(number),
                "EP-1",
                "production",
                result,
                Instant.EPOCH,
                Instant.EPOCH,
                Duration.ofSeconds(number),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                contradictions);
    }

    private static String page(List<PastDeployment> deployments, Optional<UnfinishedRun> unfinished) {
        return HistoryPage.of(new DeploymentHistory(Optional.of("EP-1"), deployments, List.of(), 0), unfinished);
    }

    @Test
    void a_success_beside_a_run_of_which_nothing_can_be_read_is_in_doubt() {
        UnfinishedRun unreadable = new UnfinishedRun(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                UnfinishedRun.Life.DEAD,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                true,
                "its journal cannot be read");

        assertThat(page(List.of(deployed(1)), Optional.of(unreadable)))
                .contains(">in doubt, an unfinished run may have changed it<")
                .doesNotContain(">deployed<");
        assertThat(page(List.of(deployed(1)), Optional.empty())).contains(">deployed<");
    }

    @ParameterizedTest
    @CsvSource({
        "SUCCESS, '', ''",
        "ROLLED_BACK, '', The last that was deployed and not undone is ",
        "ABORTED, '', The last that was deployed and not undone is ",
        "ROLLBACK_FAILED, '', Nobody knows what of it is left. The last that was deployed before it is ",
        "ROLLED_BACK, untrue, Nobody knows what of it is left. The last that was deployed before it is ",
        "SUCCESS, untrue, Nobody knows whether this is deployed: ",
    })
    void what_stands_is_told_as_far_as_it_is_known(Deployment.Result newest, String contradiction, String sentence) {
        PastDeployment last = ended(
                2,
                newest,
                Stream.of(contradiction).filter(each -> !each.isEmpty()).toList());
        String page = page(List.of(last, deployed(1)), Optional.empty());

        assertThat(Pattern.compile("UTC</time>\\. ([^<]*)<")
                        .matcher(page)
                        .results()
                        .map(found -> found.group(1).strip()))
                .containsExactly(sentence);
        assertThat(page(List.of(last), Optional.empty()).contains("No deployment stands"))
                .as("of it alone")
                .isEqualTo(sentence.contains("not undone"));
    }

    @Test
    void the_signs_below_the_bars_of_a_long_history_do_not_touch() {
        List<PastDeployment> deployments =
                IntStream.range(0, 60).mapToObj(older -> deployed(60 - older)).toList();
        String page = page(deployments, Optional.empty());
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
