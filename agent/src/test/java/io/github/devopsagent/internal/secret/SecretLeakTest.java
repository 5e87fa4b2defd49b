package io.github.devopsagent.internal.secret;

import static io.github.devopsagent.ConsensusFixture.aConsensus;
import static io.github.devopsagent.ScriptedShell.aShell;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.devopsagent.ConsensusDirectory;
import io.github.devopsagent.DevOpsAgent;
import io.github.devopsagent.DevOpsAgentException;
import io.github.devopsagent.JavaProcess;
import io.github.devopsagent.Outcome;
import io.github.devopsagent.OutcomeRefusals;
import io.github.devopsagent.Preview;
import io.github.devopsagent.RunListener;
import io.github.devopsagent.RunView;
import io.github.devopsagent.ScriptedShell;
import io.github.devopsagent.TestBuilder;
import io.github.devopsagent.contract.FewerCases;
import io.github.devopsagent.contract.MatricesOnly;
import io.github.devopsagent.domain.Role;
import io.github.devopsagent.executor.ProcessId;
import io.github.devopsagent.executor.StepExecutor;
import io.github.devopsagent.executor.StepOutput;
import io.github.devopsagent.executor.StepRequest;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.internal.disk.FaultyDisk;
import io.github.devopsagent.veto.Source;
import io.github.devopsagent.veto.Veto;
import io.vavr.control.Either;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A secret is in the environment of a step, and nowhere else, wherever it was said. */
@FewerCases(every = 3)
class SecretLeakTest {

    private static final String SECRET = "s3cr3t/+ käse&x";
    private static final String URL = URLEncoder.encode(SECRET, UTF_8);
    private static final String ADDRESS = "postgres://app:" + SECRET + "@db";

    private static final String PLAN = """
            "deployment_steps": [
              {"run": "one", "env": {"TOKEN": "of the plan"}, "rollback": {"run": "undo one"}},
              {"run": "two", "rollback": {"run": "undo two"}} ]
            """;

    @TempDir
    Path temporary;

    private final List<String> told = Collections.synchronizedList(new ArrayList<>());

    /** Hears all that can be heard, whatever methods a listener has. */
    private final RunListener listener = (RunListener) Proxy.newProxyInstance(
            RunListener.class.getClassLoader(), new Class<?>[] {RunListener.class}, (proxy, method, arguments) -> {
                if (method.getDeclaringClass() == Object.class) {
                    return method.invoke(told, arguments);
                }
                told.add(Stream.of(arguments).map(String::valueOf).collect(Collectors.joining(": ")));
                for (Object argument : arguments) {
                    if (argument instanceof RunView run) {
                        told.addAll(run.checks());
                        run.steps().forEach(step -> told.add(run.nameOf(step)));
                        told.add(run.failure().toString());
                    }
                }
                return null;
            });

    /** The value, and each of its forms that must not be seen either. */
    private static List<String> forms() {
        List<String> forms = new ArrayList<>(List.of(
                SECRET,
                "s3cr3t",
                "käse",
                URL,
                URL.replace("+", "%20"),
                "k%C3%A4se",
                "k%c3%a4se",
                Base64.getEncoder().encodeToString(SECRET.getBytes(UTF_8)).substring(0, 18)));
        for (String before : List.of("a", "ab")) {
            String encoded = base64(before);
            forms.add(encoded.substring(4, 20));
            forms.add(encoded.substring(4, 20).replace('+', '-').replace('/', '_'));
        }
        return forms;
    }

    private static String base64(String before) {
        return Base64.getEncoder().encodeToString((before + SECRET).getBytes(UTF_8));
    }

    private static void leakInto(StepOutput output) {
        output.line("plain " + SECRET + " and " + ADDRESS);
        for (String before : List.of("", "a", "ab")) {
            output.line("base64 " + base64(before));
            output.line(base64(before).replace('+', '-').replace('/', '_'));
        }
        output.line("url https://host/?token=" + URL + "&other=" + URL.replace("+", "%20"));
        byte[] split = (SECRET + "\n").getBytes(UTF_8);
        output.write(split, 0, 7);
        output.write(split, 7, split.length - 7);
    }

    private static ScriptedShell leaking() {
        StepExecutor leak = request -> {
            leakInto(request.output());
            return StepResult.success();
        };
        return aShell().doing("one", leak).doing("check", leak).doing("undo one", leak);
    }

    private static TestBuilder withSecret(TestBuilder agent) {
        return agent.secret("TOKEN", SECRET).variable("DB", ADDRESS).variable("REGION", "north");
    }

    private Outcome run(ConsensusDirectory consensus, ScriptedShell shell) {
        return consensus.run(shell, agent -> withSecret(agent).listener(listener));
    }

    private static void isNoSecretIn(String where, String text) {
        for (String form : forms()) {
            assertThat(text).as(where).doesNotContain(form);
        }
    }

    /** Each file, but those that others have written. */
    private void isNoSecretIn(ConsensusDirectory consensus, String... others) {
        files(consensus).forEach((name, text) -> {
            if (!List.of(others).contains(name)) {
                isNoSecretIn(name, text);
            }
            isNoSecretIn("the name of a file", name);
        });
        assertThat(told).isNotEmpty();
        told.forEach(text -> isNoSecretIn("what a listener is told", text));
        isNoSecretIn("inspect", DevOpsAgent.inspect(consensus.path()).toString());
    }

    static Map<String, String> files(ConsensusDirectory consensus) {
        try (Stream<Path> all = Files.walk(consensus.path())) {
            Map<String, String> texts = new TreeMap<>();
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                String name = consensus.path().relativize(file).toString();
                texts.put(name, consensus.text(name));
            }
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void gotTheirSecret(ScriptedShell shell) {
        assertThat(shell.requests()).isNotEmpty().allSatisfy(request -> assertThat(
                        request.context().variables())
                .containsEntry("TOKEN", SECRET)
                .containsEntry("DB", ADDRESS)
                .containsEntry("REGION", "north"));
    }

    @Test
    void what_steps_and_checks_print_is_masked_in_every_form() {
        ConsensusDirectory consensus =
                aConsensus().withPlanOf(PLAN).withHistory("").in(temporary);
        ScriptedShell shell = leaking();
        Outcome outcome = run(consensus, shell);
        assertThat(outcome).isInstanceOf(Outcome.Deployed.class);
        gotTheirSecret(shell);
        isNoSecretIn("outcome", outcome.toString());
        isNoSecretIn(consensus);
        assertThat(told).anyMatch(text -> text.contains("plain *** and postgres://app:***@db"));
    }

    /** As one that was asked of a credentials provider. */
    @Test
    void what_an_executor_learns_is_masked_from_then_on_whoever_repeats_it() {
        ConsensusDirectory consensus =
                aConsensus().withPlanOf(PLAN).withHistory("").in(temporary);
        ScriptedShell shell = aShell().doing("one", request -> {
                    request.output().secret(SECRET);
                    request.output().secret("short");
                    leakInto(request.output());
                    return StepResult.success();
                })
                .doing("two", request -> {
                    leakInto(request.output());
                    request.output().line("a short text");
                    return StepResult.failure("could not log in with " + SECRET + " nor " + base64("ab"));
                });
        Outcome outcome = consensus.run(shell, agent -> agent.listener(listener));
        assertThat(outcome).isInstanceOf(Outcome.RolledBack.class);
        isNoSecretIn("outcome", outcome.toString());
        isNoSecretIn(consensus);
        assertThat(told).anyMatch(text -> text.contains("could not log in with ***"));
        assertThat(told).contains("two: a short text");
    }

    @Test
    void a_reason_and_an_exception_are_masked_and_so_is_the_rollback() {
        ConsensusDirectory consensus =
                aConsensus().withPlanOf(PLAN).withHistory("").in(temporary);
        ScriptedShell shell = leaking()
                .doing("two", request -> {
                    leakInto(request.output());
                    return StepResult.failure("could not log in with " + SECRET + " nor " + base64("ab"));
                })
                .doing("undo two", request -> {
                    throw new IOException("cannot reach " + ADDRESS, new IOException(URL));
                });
        Outcome outcome = run(consensus, shell);
        assertThat(outcome).isInstanceOf(Outcome.RollbackFailed.class);
        assertThat(outcome.toString()).contains("could not log in with *** nor ");
        gotTheirSecret(shell);
        isNoSecretIn("outcome", outcome.toString());
        isNoSecretIn(consensus);
    }

    @Test
    void the_detail_of_a_check_is_masked() {
        ConsensusDirectory consensus = aConsensus().withPlanOf(PLAN).in(temporary);
        ScriptedShell shell = leaking().doing("check", request -> {
            leakInto(request.output());
            return StepResult.failure("401 for " + URL);
        });
        Outcome outcome = run(consensus, shell);
        assertThat(outcome).isInstanceOf(Outcome.RolledBack.class);
        isNoSecretIn("outcome", outcome.toString());
        isNoSecretIn(consensus);
    }

    @Test
    void a_veto_is_masked_whoever_says_it() {
        String inbox = "messages/inbox/devops/no.json";
        ConsensusDirectory consensus = aConsensus()
                .withPlanOf(PLAN)
                .withInboxFile("no.json", """
                        { "st": "veto", "r": "security", "d": "2025-12-30", "epic": "EP-1",
                          "sm": ["the token is SECRET"], "nx": [] }
                        """.replace("SECRET", SECRET))
                .in(temporary);
        DevOpsAgent agent = withSecret(consensus.agent(leaking()))
                .listener(listener)
                .vetoRule(
                        "of the host",
                        evidence -> Either.left(
                                new Veto("host_rule", "it is " + ADDRESS, Source.of(SECRET), Role.DEVELOPER)))
                .vetoRule("broken", evidence -> {
                    throw new IllegalStateException(base64("a"));
                })
                .build();
        isNoSecretIn("preview", agent.preview().toString());
        Outcome outcome = consensus.run(agent);
        assertThat(outcome).isInstanceOf(Outcome.Vetoed.class);
        assertThat(outcome.toString()).contains("the token is ***", "postgres://app:***@db");
        isNoSecretIn("outcome", outcome.toString());
        isNoSecretIn(consensus, inbox);
    }

    @Test
    void an_exception_is_masked_with_all_of_its_causes() {
        ConsensusDirectory consensus = aConsensus().withPlanOf(PLAN).in(temporary);
        FaultyDisk disk = FaultyDisk.below(consensus.path()).watchedBy(operation -> {
            if (operation.contains("settings.json")) {
                throw new IOException("no access for " + SECRET, new IOException(base64("ab")));
            }
        });
        DevOpsAgentException thrown = catchThrowableOfType(
                DevOpsAgentException.class,
                () -> withSecret(consensus.agent(leaking())).disk(disk).run());
        assertThat(thrown).hasMessageContaining("no access for ***");
        for (Throwable each = thrown; each != null; each = each.getCause()) {
            isNoSecretIn("exception", each.toString());
            List.of(each.getSuppressed()).forEach(other -> isNoSecretIn("exception", other.toString()));
        }
    }

    @Test
    void builder_agent_and_preview_tell_nothing_of_it() {
        ConsensusDirectory consensus = aConsensus().withPlanOf(PLAN).in(temporary);
        TestBuilder builder = withSecret(consensus.agent(leaking()));
        isNoSecretIn("builder", String.valueOf((Object) builder));
        DevOpsAgent agent = builder.build();
        isNoSecretIn("agent", String.valueOf((Object) agent));
        Preview preview = agent.preview();
        isNoSecretIn("preview", preview.toString());
        isNoSecretIn("settings of the preview", preview.plan().orElseThrow().settings());
    }

    @Test
    void no_executor_and_no_thread_is_named_by_it() {
        ConsensusDirectory consensus =
                aConsensus().withPlanOf("""
                        "deployment_steps": [ {"run": "login SECRET", "rollback": {"run": "undo SECRET"}} ],
                        "health_checks": [ {"run": "ask SECRET"} ]
                        """.replace("SECRET", SECRET)).in(temporary);
        StepExecutor named = request -> {
            told.add(request.name());
            Thread.getAllStackTraces().keySet().forEach(thread -> told.add(thread.getName()));
            return request.name().startsWith("login") ? StepResult.failure("no") : StepResult.success();
        };
        ScriptedShell shell = aShell();
        List.of("login ", "undo ", "ask ").forEach(command -> shell.doing(command + SECRET, named));
        assertThat(run(consensus, shell)).isInstanceOf(Outcome.RolledBack.class);
        assertThat(told).contains("login ***", "undo ***", "ask ***", "devops-step deployment_steps/0");
        told.forEach(text -> isNoSecretIn("a name", text));
    }

    @Test
    void a_secret_that_the_plan_spells_out_stays_in_the_runs_own_copies_only() {
        ConsensusDirectory consensus = aConsensus()
                .withPlanOf("""
                        "deployment_steps": [ {"run": "login SECRET", "rollback": {"run": "undo SECRET"}} ]
                        """.replace("SECRET", SECRET))
                .withHistory("")
                .in(temporary);
        ScriptedShell shell = leaking().failing("login " + SECRET);
        Outcome outcome = run(consensus, shell);
        assertThat(outcome).isInstanceOf(Outcome.RolledBack.class);
        assertThat(shell.commands()).contains("login " + SECRET, "undo " + SECRET);
        isNoSecretIn("outcome", outcome.toString());
        isNoSecretIn(
                consensus,
                "artifacts/plan.json",
                ".devops/runs/DEP-001/plan.json",
                ".devops/runs/DEP-001/settings.json");
        assertThat(consensus.text(".devops/runs/DEP-001/plan.json")).isEqualTo(consensus.text("artifacts/plan.json"));
    }

    /** Stops before the result of the first step of the deployment is written. */
    private ConsensusDirectory interrupted(ScriptedShell shell) {
        ConsensusDirectory consensus =
                aConsensus().withPlanOf(PLAN).withHistory("").in(temporary);
        FaultyDisk disk = FaultyDisk.below(consensus.path());
        shell.doing("one", request -> {
            disk.stopAt(disk.operations().size());
            return StepResult.success();
        });
        assertThatThrownBy(() -> withSecret(consensus.agent(shell)).disk(disk).run())
                .isInstanceOf(FaultyDisk.Crash.class);
        assertThat(DevOpsAgent.inspect(consensus.path())).isPresent();
        return consensus;
    }

    @Test
    void the_next_agent_takes_a_variable_with_a_secret_from_its_own_builder() {
        ScriptedShell shell = leaking();
        ConsensusDirectory consensus = interrupted(shell);
        isNoSecretIn("settings", consensus.text(".devops/runs/DEP-001/settings.json"));
        Outcome outcome = run(consensus, shell);
        assertThat(outcome).isInstanceOfAny(Outcome.Deployed.class, Outcome.RolledBack.class);
        gotTheirSecret(shell);
        isNoSecretIn(consensus);
    }

    @Test
    void without_that_variable_the_next_agent_leaves_the_run_to_one_that_has_it() {
        ScriptedShell shell = leaking();
        ConsensusDirectory consensus = interrupted(shell);
        int before = shell.requests().size();
        Outcome outcome = consensus.run(shell, agent -> agent.secret("TOKEN", SECRET));
        assertThat(OutcomeRefusals.places(outcome)).containsExactly("unfinished_run .devops/journal");
        assertThat(outcome.toString()).contains("it needs secrets that are not given now: DB");
        assertThat(shell.requests()).hasSize(before);
        assertThat(run(consensus, shell)).isInstanceOfAny(Outcome.Deployed.class, Outcome.RolledBack.class);
    }

    @Test
    void a_step_that_says_a_secret_of_its_own_is_warned_of() {
        ConsensusDirectory consensus = aConsensus().withPlanOf(PLAN).in(temporary);
        String warning = "deployment_steps/0: 'env' says TOKEN, which is a secret of the host";
        assertThat(consensus
                        .agent(aShell())
                        .secret("TOKEN", SECRET)
                        .build()
                        .preview()
                        .toString())
                .contains("WARNING: " + warning);
        assertThat(consensus.run(aShell(), agent -> agent.secret("TOKEN", SECRET)))
                .isInstanceOf(Outcome.Deployed.class);
        assertThat(consensus.deployment().path("warnings").toString()).contains(warning);
    }

    @Test
    void the_plan_may_still_give_a_step_another_value_of_such_a_variable() {
        ConsensusDirectory consensus = aConsensus().withPlanOf("""
                        "deployment_steps": [
                          {"run": "one", "env": {"DB": "another"}, "rollback": {"run": "undo one"}} ]
                        """).in(temporary);
        ScriptedShell shell = leaking();
        assertThat(run(consensus, shell)).isInstanceOf(Outcome.Deployed.class);
        assertThat(shell.requests())
                .anySatisfy(request -> assertThat(request.context().variables())
                        .containsEntry("DB", "another")
                        .containsEntry("TOKEN", SECRET));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rwxr-x---", "rwx------"})
    void no_file_can_be_read_by_more_people_than_its_directory(String mode) throws IOException {
        ConsensusDirectory consensus =
                aConsensus().withPlanOf(PLAN).withHistory("").in(temporary);
        try (Stream<Path> all = Files.walk(consensus.path())) {
            for (Path each : all.filter(Files::isDirectory).toList()) {
                Files.setPosixFilePermissions(each, PosixFilePermissions.fromString(mode));
            }
        }
        Set<String> before = new HashSet<>(files(consensus).keySet());
        run(consensus, leaking().failing("two"));
        Set<PosixFilePermission> others = EnumSet.complementOf(EnumSet.copyOf(PosixFilePermissions.fromString(mode)));
        others.remove(PosixFilePermission.OWNER_READ);
        try (Stream<Path> all = Files.walk(consensus.path())) {
            for (Path each : all.toList()) {
                String name = consensus.path().relativize(each).toString();
                if (!before.contains(name)) {
                    assertThat(Files.getPosixFilePermissions(each)).as(name).doesNotContainAnyElementsOf(others);
                }
            }
        }
    }

    /** Runs in a process of its own, whose log goes to its standard error. */
    static final class Logging {

        private Logging() {}

        public static void main(String[] arguments) {
            System.setProperty("org.slf4j.simpleLogger.log.io.github.devopsagent", "debug");
            ConsensusDirectory consensus = aConsensus().withPlanOf(PLAN).in(Path.of(arguments[0]));
            ScriptedShell shell = leaking().doing("two", request -> {
                throw new IOException("cannot reach " + ADDRESS, new IOException(URL));
            });
            StepExecutor unprepared = new StepExecutor() {
                @Override
                public StepResult execute(StepRequest request) throws Exception {
                    request.output().startedAs(new ProcessId("", 1, Optional.empty()));
                    return shell.execute(request);
                }

                @Override
                public void release() {
                    throw new IllegalStateException("no end of " + SECRET);
                }

                @Override
                public void prepare(StepRequest next) {
                    throw new IllegalStateException("no shell with " + SECRET);
                }
            };
            consensus.run(unprepared, agent -> withSecret(agent).listener(RunListener.printingTo(System.out)));
        }
    }

    @MatricesOnly
    @Test
    void the_log_does_not_tell_it_either() throws IOException, InterruptedException {
        Process process = JavaProcess.of(Logging.class, temporary.toString())
                .redirectErrorStream(true)
                .start();
        String log = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(log).isZero();
        assertThat(log)
                .contains(
                        "DEBUG io.github.devopsagent.output",
                        "WARN io.github.devopsagent.step",
                        "plain *** and postgres://app:***@db",
                        "was not made ready: java.lang.IllegalStateException: no shell with ***",
                        "could not let go of what it keeps between steps: java.lang.IllegalStateException: no end of ***");
        isNoSecretIn("log", log);
    }
}
