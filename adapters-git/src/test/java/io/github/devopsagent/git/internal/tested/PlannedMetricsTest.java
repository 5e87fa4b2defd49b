package io.github.devopsagent.git.internal.tested;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.domain.Plan;
import io.github.devopsagent.git.internal.repository.OpenWorkTree;
import io.github.devopsagent.git.internal.repository.TestRepository;
import io.github.devopsagent.git.internal.repository.WorkTreeLocation;
import io.github.devopsagent.metric.Metric;
import io.github.devopsagent.metric.MetricRule;
import io.github.devopsagent.metric.NoData;
import io.github.devopsagent.plan.Action;
import io.github.devopsagent.plan.Input;
import io.github.devopsagent.plan.Monitoring;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the rules see of the metrics of a plan, which run as its steps do. */
class PlannedMetricsTest {

    @TempDir
    Path temporary;

    private static Plan measuring(Action action) {
        Metric metric = new Metric(
                "orders",
                action,
                new MetricRule.AtMost(1),
                NoData.FAIL,
                false,
                Duration.ZERO,
                Duration.ZERO,
                Metric.DEFAULT_TIMEOUT,
                "plan.json#/monitoring/metrics/0");
        return new Plan(
                "EP-1",
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Monitoring.DEFAULT,
                List.of(metric),
                Map.of(),
                List.of());
    }

    @Test
    void a_metric_for_one_of_gits_executors_is_a_git_step_of_the_plan() throws Exception {
        Plan plan = measuring(new Action.Use("git/push", Input.of("tag", "v1")));

        assertThat(PlannedGitSteps.of(plan, temporary).steps()).singleElement().satisfies(step -> {
            assertThat(step.pointer()).isEqualTo("/monitoring/metrics/0");
            assertThat(step.name()).isEqualTo("orders");
            assertThat(step.names()).containsExactly("refs/tags/v1");
        });
    }

    @Test
    void a_metric_that_runs_in_another_work_tree_than_the_judged_one_is_a_warning() throws Exception {
        TestRepository repo = TestRepository.in(temporary.resolve("app"));
        Path linked = temporary.resolve("linked");
        repo.git("worktree", "add", "-q", "--detach", linked.toString());
        Plan plan = measuring(new Action.Run("./count.sh"));
        WorkTreeLocation location = new WorkTreeLocation(repo.path(), List.of());

        try (OpenWorkTree tree = OpenWorkTree.open(location)) {
            assertThat(UnjudgedWorkTrees.warnings(
                            Optional.of(plan), linked, location, tree, PlannedGitSteps.of(plan, linked)))
                    .singleElement()
                    .asString()
                    .startsWith("step 'orders' runs in the work tree " + linked.toRealPath());
        }
    }
}
