package io.github.devopsagent;

import static io.github.devopsagent.ConsensusFixture.aConsensus;
import static io.github.devopsagent.ScriptedShell.aShell;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.github.devopsagent.executor.ExecutorProvider;
import io.github.devopsagent.executor.StepExecutor;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.internal.json.Durations;
import io.github.devopsagent.plan.Action;
import io.github.devopsagent.plan.HealthCheck;
import io.github.devopsagent.plan.Monitoring;
import io.github.devopsagent.veto.Ok;
import io.vavr.control.Either;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How an agent is described. */
class DevOpsAgentBuilderTest {

    private static final StepExecutor SUCCEEDING = step -> StepResult.success();

    @TempDir
    private Path temporary;

    private final DevOpsAgent.Builder builder = DevOpsAgent.builder();

    @SuppressWarnings("NullAway")
    static List<Consumer<DevOpsAgent.Builder>> nulls() {
        return List.of(
                agent -> agent.consensus(null),
                agent -> agent.executor(null, SUCCEEDING),
                agent -> agent.executor("x", null),
                agent -> agent.vetoRule(null, evidence -> Either.right(new Ok(""))),
                agent -> agent.vetoRule("x", null),
                agent -> agent.evidenceSource(null),
                agent -> agent.healthCheck(null, SUCCEEDING),
                agent -> agent.healthCheck("x", (StepExecutor) null),
                agent -> agent.healthCheck(null, Action.shell("x")),
                agent -> agent.healthCheck("x", (Action) null),
                agent -> agent.healthCheck(null),
                agent -> agent.rollbackPoint(null),
                agent -> agent.environment(null),
                agent -> agent.variable(null, "x"),
                agent -> agent.variable("X", null),
                agent -> agent.secret(null, "12345678"),
                agent -> agent.secret("X", null),
                agent -> agent.choice(null, "x"),
                agent -> agent.choice("x", null),
                agent -> agent.workingDirectory(null),
                agent -> agent.stepTimeout(null),
                agent -> agent.lockWait(null),
                agent -> agent.healthCheckTiming(null),
                agent -> agent.monitoring(null),
                agent -> agent.rollbackBudget(null),
                agent -> agent.bareStrings(null),
                agent -> agent.clock(null),
                agent -> agent.listener(null));
    }

    @ParameterizedTest
    @MethodSource("nulls")
    void null_is_refused_where_it_is_given(Consumer<DevOpsAgent.Builder> with) {
        assertThatNullPointerException().isThrownBy(() -> with.accept(builder));
    }

    static List<Consumer<DevOpsAgent.Builder>> badValues() {
        return List.of(
                agent -> agent.executor(" ", SUCCEEDING),
                agent -> agent.executor("health-check/api", SUCCEEDING),
                agent -> agent.executor("rollback-point/git/restore", SUCCEEDING),
                agent -> agent.vetoRule("", evidence -> Either.right(new Ok(""))),
                agent -> agent.healthCheck("", SUCCEEDING),
                agent -> agent.healthCheck("\t", Action.shell("x")),
                agent -> agent.environment(" "),
                agent -> agent.choice(" ", "x"),
                agent -> agent.variable("", "x"),
                agent -> agent.variable("A=B", "x"),
                agent -> agent.variable("DEVOPS_ATTEMPT", "x"),
                agent -> agent.variable("A\0", "x"),
                agent -> agent.variable("A", "\0"),
                agent -> agent.lockWait(Duration.ofMillis(-1)),
                agent -> agent.lockWait(Duration.ofDays(31)),
                agent -> agent.secret("", "12345678"),
                agent -> agent.secret("A=B", "12345678"),
                agent -> agent.secret("DEVOPS_ATTEMPT", "12345678"),
                agent -> agent.secret("A\0", "12345678"),
                agent -> agent.secret("A", "12345678\0"),
                agent -> agent.secret("A", "1234567"),
                agent -> agent.secret("A", "1234567\n"),
                agent -> agent.secret("A", " \t\n".repeat(8)),
                agent -> agent.secret("A", "🔑".repeat(7)),
                agent -> agent.stepTimeout(Duration.ZERO),
                agent -> agent.stepTimeout(Duration.ofSeconds(-1)),
                agent -> agent.stepTimeout(Duration.ofDays(31)),
                agent -> agent.rollbackBudget(Duration.ZERO),
                agent -> agent.rollbackBudget(Duration.ofSeconds(Long.MAX_VALUE)),
                agent -> agent.monitoring(new Monitoring(Duration.ofSeconds(Long.MAX_VALUE), Duration.ofDays(1), 0)),
                agent -> agent.monitoring(new Monitoring(Duration.ZERO, Duration.ofDays(31), 0)),
                agent -> agent.healthCheckTiming(timing(Duration.ofDays(31), Duration.ZERO)),
                agent -> agent.healthCheckTiming(timing(Duration.ZERO, Duration.ofSeconds(Long.MAX_VALUE))),
                agent -> agent.healthCheck(new HealthCheck(
                        "x",
                        Action.shell("x"),
                        HealthCheck.After.BOTH,
                        timing(Duration.ZERO, Duration.ofSeconds(Long.MAX_VALUE)),
                        "builder")));
    }

    private static HealthCheck.Timing timing(Duration delay, Duration startup) {
        return new HealthCheck.Timing(delay, startup, Duration.ofSeconds(1), Duration.ofSeconds(1), 1, 1);
    }

    @ParameterizedTest
    @MethodSource("badValues")
    void a_bad_value_is_refused_where_it_is_given(Consumer<DevOpsAgent.Builder> with) {
        assertThatIllegalArgumentException().isThrownBy(() -> with.accept(builder));
    }

    static List<Consumer<DevOpsAgent.Builder>> once() {
        return List.of(
                agent -> agent.executor("x", SUCCEEDING),
                agent -> agent.vetoRule("x", evidence -> Either.right(new Ok(""))),
                agent -> agent.healthCheck("x", SUCCEEDING),
                agent -> agent.rollbackPoint(new QuickPoint("x")));
    }

    @ParameterizedTest
    @MethodSource("once")
    void the_same_name_twice_is_a_conflict(Consumer<DevOpsAgent.Builder> with) {
        with.accept(builder);
        assertThatIllegalStateException().isThrownBy(() -> with.accept(builder)).withMessageContaining("'x'");
    }

    @Test
    void each_method_can_be_called_by_reflection_as_expression_languages_do() {
        assertThat(DevOpsAgent.Builder.class.getMethods()).allSatisfy(method -> assertThat(
                        Modifier.isPublic(method.getDeclaringClass().getModifiers()))
                .as(method.toString())
                .isTrue());
    }

    @Test
    void the_consensus_directory_is_required() {
        assertThatIllegalStateException().isThrownBy(builder::build).withMessageContaining("consensus(path)");
        assertThatIllegalStateException().isThrownBy(builder::run);
    }

    @Test
    void a_secret_that_is_refused_is_not_told() {
        for (String value : List.of("k9#mVq2", "k9#mVq2xZ\0")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> builder.secret("TOKEN", value))
                    .withMessageContaining("'TOKEN'")
                    .satisfies(refused -> assertThat(refused).hasNoCause())
                    .matches(refused -> !String.valueOf(refused).contains("k9#"));
        }
    }

    @Test
    void a_variable_and_a_secret_of_one_name_are_a_conflict() {
        builder.consensus(temporary).variable("TOKEN", "public").secret("TOKEN", "k9#mVq2!xZ");
        assertThatIllegalStateException()
                .isThrownBy(builder::build)
                .withMessage("'TOKEN' is both a variable and a secret; give it once");
    }

    @Test
    void of_two_secrets_of_one_name_the_last_counts_as_it_does_for_variables() {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        ScriptedShell shell = aShell();
        consensus
                .agent(shell)
                .variable("REGION", "one")
                .variable("REGION", "two")
                .secret("TOKEN", "k9#mVq2!xZ-one")
                .secret("TOKEN", "k9#mVq2!xZ-two")
                .run();
        assertThat(shell.requests()).isNotEmpty().allSatisfy(request -> assertThat(
                        request.context().variables())
                .containsEntry("REGION", "two")
                .containsEntry("TOKEN", "k9#mVq2!xZ-two"));
    }

    @Test
    void a_plan_does_not_take_the_place_of_a_secret() {
        ScriptedShell shell = aShell().failing("deploy");
        ConsensusDirectory consensus = aConsensus().withPlanOf("""
                        "deployment_steps": [ {"run": "deploy", "env": {"TOKEN": "of the plan", "STAGE": "prod"},
                            "rollback": {"run": "undo", "env": {"TOKEN": "of the plan"}}} ]
                        """).in(temporary);
        consensus.run(consensus.agent(shell).secret("TOKEN", "k9#mVq2!xZ").build());
        assertThat(shell.requests())
                .isNotEmpty()
                .allSatisfy(request -> assertThat(request.context().variables()).containsEntry("TOKEN", "k9#mVq2!xZ"));
        assertThat(shell.requests())
                .anySatisfy(request -> assertThat(request.context().variables()).containsEntry("STAGE", "prod"));
    }

    @Test
    void a_preview_names_variables_and_secrets_without_their_values() {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        Preview preview = consensus
                .agent(aShell())
                .variable("DATABASE", "postgres://app:k9#mVq2!xZ@db")
                .secret("TOKEN", "k9#mVq2!xZ")
                .build()
                .preview();
        assertThat(preview.toString()).doesNotContain("k9#").contains("TOKEN", "DATABASE");
        assertThat(preview.plan().orElseThrow().settings())
                .doesNotContain("k9#")
                .contains("TOKEN", "DATABASE");
    }

    private static List<String> texts(JsonNode object) {
        return object.properties().stream()
                .map(field -> field.getKey() + "=" + field.getValue().asString(""))
                .toList();
    }

    @Test
    void every_option_has_its_documented_default() {
        ConsensusDirectory consensus = aConsensus().in(temporary);

        Preview preview =
                builder.consensus(consensus.path()).withoutDiscovery().build().preview();

        assertThat(preview.plan().map(Preview.ReadPlan::environment))
                .contains(DevOpsAgent.DEFAULT_ENVIRONMENT)
                .contains("production");
        JsonNode settings =
                JsonMapper.shared().readTree(preview.plan().orElseThrow().settings());
        assertThat(settings.path("bare_strings").asString()).isEqualTo("COMMANDS");
        assertThat(settings.path("working_directory").asString())
                .isEqualTo(Path.of("").toAbsolutePath().toString());
        assertThat(settings.path("variables").values())
                .map(JsonNode::asString)
                .containsExactlyInAnyOrder(
                        "DEVOPS_EPIC_ID",
                        "DEVOPS_DEPLOYMENT_ID",
                        "DEVOPS_ENVIRONMENT",
                        "DEVOPS_CONSENSUS",
                        "DEVOPS_RUN");
        assertThat(texts(settings.path("monitoring"))).containsExactly("duration=30s", "period=5s", "failure_limit=1");
        assertThat(settings.path("rollback_budget").asString()).isEqualTo("30m");
        assertThat(settings.path("forward_budget").asString()).isEqualTo("24h");
        assertThat(settings.at("/steps/deployment_steps/0/timeout").asString()).isEqualTo("5m");
        assertThat(settings.path("health_checks")).hasSize(1);
        assertThat(texts(settings.at("/health_checks/0")))
                .contains("initial_delay=0s", "startup_timeout=1m", "period=2s", "timeout=5s")
                .contains("success_threshold=1", "failure_threshold=3");
    }

    @Test
    void options_come_in_any_order() {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        HealthCheck.Timing timing = timing(Duration.ZERO, Duration.ofSeconds(9));
        Preview preview = builder.healthCheck("early", Action.shell("x"))
                .healthCheckTiming(timing)
                .consensus(consensus.path())
                .build()
                .preview();
        JsonNode checks = JsonMapper.shared()
                .readTree(preview.plan().orElseThrow().settings())
                .path("health_checks");
        assertThat(checks).isNotEmpty().allSatisfy(check -> assertThat(texts(check))
                .contains("startup_timeout=" + Durations.format(timing.startupTimeout())));
    }

    @Test
    void a_builder_that_is_changed_later_does_not_change_its_agent() {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        DevOpsAgent agent = consensus.agent(aShell()).build();
        TestBuilder later = consensus.agent(aShell());
        DevOpsAgent before = later.build();
        later.vetoRule("never", evidence -> {
            throw new IllegalStateException("never");
        });
        later.environment("elsewhere").variable("A", "b").healthCheck("more", SUCCEEDING);

        assertThat(before.preview()).isEqualTo(agent.preview());
        assertThat(later.build().preview().vetoes()).hasSize(1);
    }

    @Test
    void an_agent_can_be_used_again() {
        ConsensusDirectory consensus = aConsensus().withoutQaApproval().in(temporary);
        DevOpsAgent agent = consensus.agent(aShell()).build();
        assertThat(consensus.run(agent)).isInstanceOf(Outcome.Vetoed.class);
        consensus
                .edit("status.json", "\"phase\": \"testing\"", "\"phase\": \"deployment\"")
                .edit("status.json", "[\"developer\"]", "[\"developer\", \"qa\"]");
        assertThat(consensus.run(agent)).isInstanceOf(Outcome.Deployed.class);
    }

    // Discovery

    /** Brings an executor {@code probe} that fails. */
    public static final class FirstProvider implements ExecutorProvider {
        @Override
        public Map<String, StepExecutor> executors() {
            return Map.of("shell", step -> StepResult.failure("the first"), "first", SUCCEEDING);
        }
    }

    /** Brings another executor of the same name. */
    public static final class SecondProvider implements ExecutorProvider {
        @Override
        public Map<String, StepExecutor> executors() {
            return Map.of("shell", step -> StepResult.failure("the second"));
        }
    }

    /** Calls something with providers on the class path. */
    private <T> T having(List<Class<?>> providers, Supplier<T> what) throws IOException {
        Path services = Files.createDirectories(temporary.resolve("classes/META-INF/services"));
        Files.write(
                services.resolve(ExecutorProvider.class.getName()),
                providers.stream().map(Class::getName).toList());
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        URL[] path = {temporary.resolve("classes").toUri().toURL()};
        try (URLClassLoader loader = new URLClassLoader(path, before)) {
            thread.setContextClassLoader(loader);
            return what.get();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private DevOpsAgent.Builder discovering(ConsensusDirectory consensus) {
        return DevOpsAgent.builder().consensus(consensus.path());
    }

    @Test
    void executors_on_the_class_path_are_found() throws IOException {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        Outcome outcome = having(List.of(FirstProvider.class), () -> discovering(consensus)
                .healthCheckTiming(timing(Duration.ZERO, Duration.ZERO))
                .run());
        assertThat(outcome).isInstanceOf(Outcome.RollbackFailed.class);
        assertThat(outcome.toString()).contains("the first");
    }

    @Test
    void two_executors_of_one_name_are_a_conflict_that_names_both() {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        assertThatIllegalStateException()
                .isThrownBy(
                        () -> having(List.of(FirstProvider.class, SecondProvider.class), discovering(consensus)::build))
                .withMessageContaining("'shell'")
                .withMessageContaining(FirstProvider.class.getName())
                .withMessageContaining(SecondProvider.class.getName());
    }

    @Test
    void the_hosts_executor_wins_and_settles_the_conflict() throws IOException {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        ScriptedShell ours = aShell();
        Outcome outcome = having(List.of(FirstProvider.class, SecondProvider.class), () -> discovering(consensus)
                .executor("shell", ours)
                .monitoring(new Monitoring(Duration.ZERO, Duration.ofMillis(1), 0))
                .run());
        assertThat(outcome).isInstanceOf(Outcome.Deployed.class);
        assertThat(outcome.isDeployed()).isTrue();
        assertThat(outcome.exitCode()).isZero();
        assertThat(ours.commands()).containsExactly("deploy");
    }

    @Test
    void without_discovery_only_the_hosts_executors_are_known() throws IOException {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        Outcome outcome = having(List.of(FirstProvider.class, SecondProvider.class), () -> discovering(consensus)
                .withoutDiscovery()
                .executor("mine", SUCCEEDING)
                .run());
        assertThat(outcome).isInstanceOf(Outcome.Aborted.class);
        assertThat(outcome.toString()).contains("there is no executor 'shell', known are [mine]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"io.example.Missing", "io.github.devopsagent.DevOpsAgentBuilderTest"})
    void a_provider_that_cannot_be_loaded_is_told_when_the_agent_is_built(String name) throws IOException {
        ConsensusDirectory consensus = aConsensus().in(temporary);
        Path services = Files.createDirectories(temporary.resolve("classes/META-INF/services"));
        Files.writeString(services.resolve(ExecutorProvider.class.getName()), name);
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        URL[] path = {temporary.resolve("classes").toUri().toURL()};
        try (URLClassLoader loader = new URLClassLoader(path, before)) {
            thread.setContextClassLoader(loader);
            assertThatIllegalStateException()
                    .isThrownBy(discovering(consensus)::build)
                    .withMessageContaining("cannot be loaded");
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Test
    void agent_and_builder_say_where_they_work_and_no_value_of_a_variable() {
        DevOpsAgent.Builder builder = DevOpsAgent.builder()
                .consensus(Path.of("/srv/consensus"))
                .withoutDiscovery()
                .variable("REGION", "eu-west-1")
                .secret("TOKEN", "hunter2-hunter2");
        for (String text : List.of(builder.toString(), builder.build().toString())) {
            assertThat(text).contains("/srv/consensus", "REGION", "TOKEN").doesNotContain("eu-west", "hunter2");
        }
    }
}
