package io.github.devopsagent.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a step may and may not be. */
class StepTest {

    private static final Step STEP = Step.of("deploy", Action.shell("./deploy.sh"));

    private static Step with(Duration timeout, boolean idempotent, int retries) {
        return new Step(
                "deploy",
                STEP.action(),
                List.of(),
                timeout,
                Map.of(),
                Optional.empty(),
                idempotent,
                retries,
                Step.DEFAULT_RETRY_DELAY,
                false,
                List.of());
    }

    @Test
    void by_itself_it_has_five_minutes_no_way_back_and_one_attempt() {
        assertThat(STEP).isEqualTo(with(Duration.ofMinutes(5), false, 0));
    }

    @Test
    void retries_need_idempotence() {
        assertThatThrownBy(() -> with(Duration.ofSeconds(1), false, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("retries need 'idempotent': true, since a retry executes the step a second time");
        assertThat(with(Duration.ofSeconds(1), true, 1).retries()).isEqualTo(1);
    }

    @Test
    void retries_are_not_negative() {
        assertThatThrownBy(() -> with(Duration.ofSeconds(1), true, -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("retries must not be negative, found -1");
    }

    @Test
    void a_timeout_is_positive() {
        for (Duration timeout : List.of(Duration.ZERO, Duration.ofMillis(-1))) {
            assertThatThrownBy(() -> with(timeout, false, 0))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("timeout must be positive, found " + timeout);
        }
    }

    @Test
    void pauses_before_retries_grow_up_to_a_minute_unless_they_are_longer() {
        Step retried = STEP.retried(9);
        assertThat(IntStream.rangeClosed(1, 6).mapToObj(retried::pauseBefore).map(Duration::toSeconds))
                .containsExactly(5L, 10L, 20L, 40L, 60L, 60L);
        Step patient = retried.retriedAfter(Duration.ofHours(2));
        assertThat(patient.pauseBefore(1)).isEqualTo(Duration.ofHours(2));
        assertThat(patient.pauseBefore(100)).isEqualTo(Duration.ofHours(2));
        assertThat(retried.retriedAfter(Duration.ZERO).pauseBefore(100)).isZero();
        assertThatThrownBy(() -> retried.retriedAfter(Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("retryDelay must not be negative, found PT-1S");
    }

    @Test
    void variants_change_one_thing_and_keep_the_rest() {
        Step full = new Step(
                "deploy",
                STEP.action(),
                List.of(STEP),
                Duration.ofSeconds(3),
                Map.of("A", "b"),
                Optional.of("srv"),
                true,
                2,
                Step.DEFAULT_RETRY_DELAY,
                false,
                List.of());
        assertThat(full.withAction(new Action.Run("make")).action()).isEqualTo(new Action.Run("make"));
        assertThat(full.withAction(new Action.Run("make")).withAction(STEP.action()))
                .isEqualTo(full);
        assertThat(full.withCompensation(List.of()).compensation()).isEmpty();
        assertThat(full.withCompensation(List.of()).withCompensation(List.of(STEP)))
                .isEqualTo(full);
        assertThat(full.retried(5).retries()).isEqualTo(5);
        assertThat(full.retried(5).retried(2)).isEqualTo(full);
        assertThat(STEP.retried(0).idempotent()).isTrue();
        assertThat(full.retriedAfter(Duration.ZERO).retryDelay()).isZero();
        assertThat(full.retriedAfter(Duration.ZERO).retriedAfter(Step.DEFAULT_RETRY_DELAY))
                .isEqualTo(full);
        assertThat(full.withVariables(Map.of("C", "d")).variables()).isEqualTo(Map.of("C", "d"));
        assertThat(full.withVariables(Map.of()).withVariables(full.variables())).isEqualTo(full);
    }

    @Test
    void as_text_it_names_its_variables_without_their_values() {
        Step undo = Step.of("undo", new Action.Run("undo")).withVariables(Map.of("PASSWORD", "k9#mVq2!xZ"));
        Step step = STEP.withAction(new Action.Run("make"))
                .withVariables(Map.of("TOKEN", "k9#mVq2!xZ", "REGION", "eu-west-1"))
                .withCompensation(List.of(undo));
        assertThat(step)
                .hasToString("Step[name=deploy, action=Run[command=make], compensation=[Step[name=undo,"
                        + " action=Run[command=undo], compensation=[], timeout=PT5M, variables=[PASSWORD],"
                        + " workingDirectory=Optional.empty, idempotent=false, retries=0, retryDelay=PT5S,"
                        + " irreversible=false, produces=[]]], timeout=PT5M,"
                        + " variables=[REGION, TOKEN], workingDirectory=Optional.empty, idempotent=false, retries=0, retryDelay=PT5S,"
                        + " irreversible=false, produces=[]]");
    }

    @Test
    void an_action_tells_its_text_and_its_kind() {
        assertThat(List.of(new Action.Bare("make"), new Action.Run("make all"), Action.shell("make install")))
                .extracting(Action::text)
                .containsExactly("make", "make all", "make install");
        assertThat(new Action.Use("tcp", Input.none()).text()).isEqualTo("tcp");
        assertThat(new Action.Use("shell", Input.none()).text()).isEqualTo("shell");
        assertThat(Action.shell("make").input().required("run")).isEqualTo("make");
        assertThat(List.<Action>of(new Action.Bare("a"), new Action.Run("b"), new Action.Use("c", Input.none())))
                .extracting(action -> action.<String>fold(
                        bare -> "bare " + bare.text(), run -> "run " + run.command(), use -> "use " + use.executor()))
                .containsExactly("bare a", "run b", "use c");
    }
}
