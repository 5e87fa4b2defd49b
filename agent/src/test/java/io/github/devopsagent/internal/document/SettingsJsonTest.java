package io.github.devopsagent.internal.document;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.devopsagent.contract.FewerTries;
import io.github.devopsagent.executor.ExecutionContext;
import io.github.devopsagent.executor.HostEnvironment;
import io.github.devopsagent.executor.Inherited;
import io.github.devopsagent.internal.json.QuotedJson;
import io.github.devopsagent.machine.vocabulary.RunPlan;
import io.github.devopsagent.plan.Action;
import io.github.devopsagent.plan.BareStringPolicy;
import io.github.devopsagent.plan.Input;
import io.github.devopsagent.plan.Monitoring;
import io.github.devopsagent.plan.Step;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@FewerTries
class SettingsJsonTest {

    private static final Step STEP = Step.of("deploy", new Action.Use("pool", Input.of("n", 5)))
            .withVariables(Map.of("STAGE", "blue", "TOKEN", "the plan's"))
            .withCompensation(
                    List.of(Step.of("undo", Action.shell("./undo")).withVariables(Map.of("TOKEN", "the plan's"))));

    private static RunPlan planOf(Map<String, String> variables, Step... steps) {
        return new RunPlan(
                new ExecutionContext("EP-1", "DEP-001", "production", Path.of("/srv"), variables),
                List.of(),
                List.of(),
                List.of(steps),
                List.of(),
                List.of(),
                "",
                List.of(),
                Monitoring.DEFAULT,
                List.of(),
                RunPlan.DEFAULT_ROLLBACK_BUDGET,
                RunPlan.DEFAULT_FORWARD_BUDGET);
    }

    private static MaskedPlan seen(RunPlan plan) {
        return MaskedPlan.of(plan, text -> text);
    }

    private static PinnedRun copyOf(RunPlan plan, String... secrets) {
        return new PinnedRun(
                PinnedPlan.of(plan, Set.of(secrets)),
                BareStringPolicy.COMMANDS,
                Optional.of("it ends like a sentence"),
                List.of(),
                HashedVariables.NONE,
                Optional.of("shop-prod"),
                new TestSkips(true, Optional.of("1 of 2 tests was skipped: a (todo)")));
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void a_run_s_copy_reads_as_it_was_written(@ForAll("copies") PinnedRun pinned) {
        assertThat(SettingsJson.read(SettingsJson.write(pinned))).isEqualTo(pinned);
    }

    /** Such a run may have taken longer already than one may today. */
    @Test
    void a_copy_of_before_there_was_a_forward_budget_has_time_without_end() {
        byte[] written = SettingsJson.write(copyOf(planOf(Map.of(), STEP)));
        String before = new String(written, UTF_8).replace("  \"forward_budget\" : \"24h\",\n", "");
        assertThat(before).doesNotContain("forward_budget", "irreversible", "produces", "retry_delay");
        RunPlan read = SettingsJson.read(before.getBytes(UTF_8)).plan().withoutSecrets();
        assertThat(read.forwardBudget()).isGreaterThan(Duration.ofDays(10_000));
        assertThat(read.deploy()).containsExactly(STEP);
    }

    @Test
    void a_copy_of_before_there_were_metrics_has_none() {
        byte[] written = SettingsJson.write(copyOf(planOf(Map.of(), STEP)));
        assertThat(new String(written, UTF_8)).doesNotContain("metric");
        assertThat(SettingsJson.read(written).plan().withoutSecrets().metrics()).isEmpty();
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void an_input_s_values_and_their_order_survive(@ForAll("inputs") Input input) {
        RunPlan plan = planOf(Map.of(), Step.of("s", new Action.Use("u", input)));
        Action.Use read = (Action.Use) SettingsJson.read(SettingsJson.write(copyOf(plan)))
                .plan()
                .withoutSecrets()
                .deploy()
                .get(0)
                .action();
        assertThat(read.input().values().toString()).isEqualTo(input.values().toString());
        assertThat(read.input()).isEqualTo(input);
    }

    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void a_broken_copy_is_a_copy_or_one_kind_of_exception(@ForAll("broken") byte[] document) {
        try {
            assertThat(SettingsJson.read(document)).isNotNull();
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageContaining("found");
        }
    }

    @Provide
    Arbitrary<PinnedRun> copies() {
        return PlanAndEventArbitraries.copies();
    }

    @Provide
    Arbitrary<Input> inputs() {
        return PlanAndEventArbitraries.inputs();
    }

    @Provide
    Arbitrary<byte[]> broken() {
        return DocumentMutations.of(SettingsJson.write(copyOf(PlanAndEventArbitraries.WATCHED, "TOKEN")));
    }

    @Test
    void no_value_of_a_secret_is_written() {
        RunPlan plan = planOf(Map.of("TOKEN", "k9#mVq2!xZ", "STAGE", "green"), STEP);
        String text = QuotedJson.text(SettingsJson.write(copyOf(plan, "TOKEN")));
        assertThat(text)
                .contains("\"STAGE\" : \"green\"", "\"STAGE\" : \"blue\"", "\"secrets\" : [\n    \"TOKEN\"\n  ]");
        assertThat(text).doesNotContain("k9#");
    }

    @Test
    void the_values_of_its_secrets_are_given_back_by_the_host() {
        PinnedRun pinned = copyOf(planOf(Map.of("TOKEN", "old", "STAGE", "green"), STEP), "TOKEN");
        RunPlan plan = pinned.executable(Map.of("TOKEN", "new", "STAGE", "not of this run"))
                .withSecrets();
        assertThat(plan.context().variables()).isEqualTo(Map.of("TOKEN", "new", "STAGE", "green"));
        assertThat(plan.deploy()).containsExactly(STEP);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> pinned.executable(Map.of()))
                .withMessageContaining("[TOKEN]");
    }

    @Test
    void of_hashed_variables_there_is_no_value_and_a_builder_may_give_it_back() {
        HashedVariables hashed = HashedVariables.of("salt", Map.of("REGION", "eu-west-1"));
        PinnedRun pinned = new PinnedRun(
                PinnedPlan.of(planOf(Map.of(), STEP), Set.of()),
                BareStringPolicy.COMMANDS,
                Optional.empty(),
                List.of(),
                hashed,
                Optional.empty(),
                TestSkips.FORBIDDEN);
        byte[] written = SettingsJson.write(pinned);
        assertThat(QuotedJson.text(written)).contains("REGION").doesNotContain("eu-west-1");
        assertThat(SettingsJson.read(written).hashed().matches("REGION", "eu-west-1"))
                .isTrue();
        assertThat(hashed.matches("REGION", "eu-west-2")).isFalse();
        assertThat(hashed.matches("OTHER", "eu-west-1")).isFalse();
        assertThat(HashedVariables.of("other salt", Map.of("REGION", "eu-west-1")))
                .isNotEqualTo(hashed);
        assertThat(pinned.executable(Map.of("REGION", "eu-west-1")).context().variables())
                .containsKey("REGION");
        assertThat(pinned.executable(Map.of("REGION", "eu-west-2")).context().variables())
                .isEmpty();
    }

    @Test
    void people_see_of_the_hosts_environment_the_names() {
        RunPlan plan = planOf(Map.of(), STEP);
        HostEnvironment host = new HostEnvironment(
                Inherited.only("PATH", "REGION"), true, Map.of("PATH", "/opt/tools"), Set.of(), Set.of());
        assertThat(QuotedJson.text(SettingsJson.forPeople(
                        seen(plan.withContext(plan.context().withHostEnvironment(host))), "NEVER", false)))
                .containsPattern("\"inherited\" : \\[\\s*\"PATH\",\\s*\"REGION\"\\s*\\]")
                .containsPattern("\"kept\" : \\[\\s*\"PATH\"\\s*\\]")
                .doesNotContain("/opt/tools");
    }

    @Test
    void a_copy_of_an_earlier_version_has_the_hosts_environment_as_it_is() {
        String text = QuotedJson.text(SettingsJson.write(copyOf(planOf(Map.of(), STEP))));
        assertThat(text).doesNotContain("host_environment", "hashed_variables");
        PinnedRun read = SettingsJson.read(text.getBytes(StandardCharsets.UTF_8));
        assertThat(read.plan().withoutSecrets().context().hostEnvironment()).isEqualTo(HostEnvironment.AS_IT_IS);
        assertThat(read.hashed()).isEqualTo(HashedVariables.NONE);
    }

    @Test
    void a_number_of_the_host_keeps_its_value_and_not_its_class() {
        Map<String, Object> given =
                Map.of("long", 5L, "byte", (byte) 7, "float", 0.5f, "decimal", new BigDecimal("1.10"));
        Step step = Step.of("s", new Action.Use("u", new Input(given)));
        Input read = SettingsJson.read(SettingsJson.write(copyOf(planOf(Map.of(), step))))
                .plan()
                .withoutSecrets()
                .deploy()
                .get(0)
                .action()
                .use()
                .input();
        given.forEach((name, value) -> assertThat(read.text(name)).contains(value.toString()));
    }

    @Test
    void the_classes_of_numbers_that_an_earlier_version_wrote_are_passed_over() {
        String text = QuotedJson.text(SettingsJson.write(copyOf(planOf(Map.of(), STEP))));
        String earlier = text.replaceFirst(
                "(\"with\" : \\{\\s*\"n\" : 5\\s*})",
                "$1, \"with_numbers\" : {\"/n\" : {\"class\" : \"Long\", \"value\" : \"5\"}}");
        assertThat(earlier).contains("with_numbers");
        assertThat(SettingsJson.read(earlier.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(SettingsJson.read(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void people_see_the_names_of_variables_only() {
        RunPlan plan = planOf(Map.of("STAGE", "green"), STEP);
        String text = QuotedJson.text(SettingsJson.forPeople(seen(plan), "COMMANDS", false));
        assertThat(text).contains("\"variables\" : [\n    \"STAGE\"\n  ]", "\"n\" : 5");
        assertThat(text).doesNotContain("green", "blue", "the plan's", "secrets");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'format' : 1 | 'format' : 2 | /format: found the number 2, expected the format 1",
                "'timeout' : '5m' | 'timeout' : '300s' | /timeout: found the string \"300s\", expected a duration",
                "'timeout' : '5m' | 'timeout' : '0s' | /steps/deployment_steps/0/rollback/0: found what cannot be: timeout",
                "'retries' : 0 | 'retries' : 2 | 0: found what cannot be: retries need",
                "'bare_strings' : 'COMMANDS' | 'bare_strings' : 'x' | expected one of COMMANDS, NEVER",
                "'n' : 5 | 'n' : null | /with/n: found null, expected a string",
                "'uses' : 'pool' | 'run' : 'pool' | /steps/deployment_steps/0/with: found a field that is never written",
                "'uses' : 'pool' | 'use' : 'pool' | /steps/deployment_steps/0/uses: found nothing",
                "'working_directory' : '/srv' | 'working_directory' : '/srv\\u0000' | /working_directory: found the string"
            })
    void what_is_wrong_with_a_copy_is_told_with_its_place(String right, String wrong, String message) {
        String text = QuotedJson.text(SettingsJson.write(copyOf(planOf(Map.of(), STEP))));
        assertThat(text).contains(QuotedJson.json(right));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SettingsJson.read(
                        QuotedJson.utf8(text.replace(QuotedJson.json(right), QuotedJson.json(wrong)))))
                .withMessageContaining(message);
    }
}
