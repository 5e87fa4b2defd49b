package io.github.devopsagent.internal.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.executor.ExecutionContext;
import io.github.devopsagent.machine.vocabulary.RunPlan;
import io.github.devopsagent.metric.Metric;
import io.github.devopsagent.metric.MetricRule;
import io.github.devopsagent.metric.NoData;
import io.github.devopsagent.plan.Action;
import io.github.devopsagent.plan.HealthCheck;
import io.github.devopsagent.plan.Input;
import io.github.devopsagent.plan.Monitoring;
import io.github.devopsagent.plan.Step;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The three forms of a plan. */
class MaskedPlanTest {

    private static final String SECRET = "k9#mVq2!xZ";

    private static Step stepOf(Action action, List<Step> compensation) {
        return new Step(
                "name " + SECRET,
                action,
                compensation,
                Duration.ofMinutes(1),
                Map.of("URL", "postgres://app:" + SECRET + "@db"),
                Optional.of("/srv/" + SECRET),
                false,
                0,
                Step.DEFAULT_RETRY_DELAY,
                false,
                List.of("dump-" + SECRET));
    }

    private static List<Step> stepsOf(String what) {
        Input input = Input.of("pool", Map.of("list", List.of(what + SECRET)));
        Action.Use use = new Action.Use("u", input, Optional.of("do " + SECRET));
        Step undo = stepOf(new Action.Bare("undo " + SECRET), List.of());
        return List.of(stepOf(new Action.Run(what + SECRET), List.of(undo)), stepOf(use, List.of()));
    }

    /** The secret stands in whatever is a free text. */
    private static RunPlan planOf() {
        return new RunPlan(
                new ExecutionContext(
                        "EP-1", "DEP-001", "production", Path.of("/srv"), Map.of("TOKEN", SECRET, "STAGE", "green")),
                stepsOf("preflight"),
                stepsOf("backup"),
                stepsOf("deploy"),
                stepsOf("rollback"),
                stepsOf("point"),
                "restore " + SECRET,
                List.of(new HealthCheck(
                        "check " + SECRET,
                        Action.shell("curl " + SECRET),
                        HealthCheck.After.BOTH,
                        HealthCheck.Timing.DEFAULT,
                        "builder")),
                Monitoring.DEFAULT,
                List.of(new Metric(
                        "metric " + SECRET,
                        Action.shell("count " + SECRET),
                        new MetricRule.AtMost(1),
                        NoData.FAIL,
                        false,
                        Duration.ZERO,
                        Duration.ZERO,
                        Metric.DEFAULT_TIMEOUT,
                        "builder")),
                RunPlan.DEFAULT_ROLLBACK_BUDGET,
                RunPlan.DEFAULT_FORWARD_BUDGET);
    }

    /** Every text in it, however deep. */
    private static Stream<String> texts(Object value) {
        if (value instanceof Optional<?> optional) {
            return optional.stream().flatMap(MaskedPlanTest::texts);
        }
        if (value instanceof List<?> list) {
            return list.stream().flatMap(MaskedPlanTest::texts);
        }
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream().flatMap(each -> Stream.concat(texts(each.getKey()), texts(each.getValue())));
        }
        if (!(value instanceof Record)) {
            return Stream.of(String.valueOf(value));
        }
        List<String> texts = new ArrayList<>();
        for (RecordComponent component : value.getClass().getRecordComponents()) {
            try {
                component.getAccessor().setAccessible(true);
                texts(component.getAccessor().invoke(value)).forEach(texts::add);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
        return texts.stream();
    }

    @Test
    void no_text_of_it_has_a_secret() {
        assertThat(texts(planOf())).anyMatch(text -> text.contains(SECRET));
        RunPlan masked =
                MaskedPlan.of(planOf(), text -> text.replace(SECRET, "***")).forPeople();
        assertThat(texts(masked)).noneMatch(text -> text.contains(SECRET)).contains("restore ***", "green");
    }

    @Test
    void a_run_that_begins_with_it_never_has_a_secret() {
        MaskedPlan masked = MaskedPlan.of(planOf(), text -> text.replace(SECRET, "***"));
        assertThat(masked.begin(Instant.EPOCH).plan()).isEqualTo(masked.forPeople());
        assertThat(texts(MaskedPlan.of(masked.begin(Instant.EPOCH)).forPeople()))
                .noneMatch(text -> text.contains(SECRET));
    }

    @Test
    void what_a_run_keeps_has_no_value_of_a_secret_but_what_is_executed_has() {
        PinnedPlan pinned = new ExecutablePlan(planOf()).pinned(Set.of("TOKEN"));
        assertThat(pinned.withoutSecrets().context().variables()).isEqualTo(Map.of("STAGE", "green"));
        assertThat(pinned.ended().context().variables()).doesNotContainKey("TOKEN");
        assertThat(pinned.executable(Map.of("TOKEN", SECRET), HashedVariables.NONE)
                        .withSecrets())
                .isEqualTo(planOf());
    }

    @Test
    void as_text_what_is_executed_names_variables_only() {
        assertThat(new ExecutablePlan(planOf()).toString()).contains("TOKEN").doesNotContain(SECRET);
    }
}
