package io.github.devopsagent.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.contract.MatrixCells;
import io.github.devopsagent.testkit.ConsensusBuilder;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** A host in Kotlin, to which what is exported has types that are never null, unless they say so; every warning is an error. */
@Tag(MatrixCells.TAG)
@EnabledIfSystemProperty(
        named = "kotlin.jars",
        matches = ".+",
        disabledReason = "the Kotlin compiler is fetched in the profile matrices: no host in Kotlin was tried")
class KotlinHostTest {

    private static final Pattern FOUND = Pattern.compile("Host\\.kt:(\\d+):\\d+: (?:error|warning): ");

    private static final String HOST = """
            import io.github.devopsagent.DevOpsAgent
            import io.github.devopsagent.JsonSchema
            import io.github.devopsagent.Outcome
            import io.github.devopsagent.Preview
            import io.github.devopsagent.RunListener
            import io.github.devopsagent.executor.StepExecutor
            import io.github.devopsagent.executor.StepResult
            import io.github.devopsagent.veto.Ok
            import io.vavr.control.Either
            import java.nio.file.Path
            import java.util.Optional

            class Deployer(private val consensus: Path) {
                private val shell = StepExecutor { step ->
                    println("executes ${step.name()} of ${step.context().deploymentId()}")
                    StepResult.success()
                }
                private val listener = object : RunListener {
                    override fun ended(outcome: Outcome) = println("ended with ${outcome.exitCode()}")
                }
                private val agent: DevOpsAgent = DevOpsAgent.builder()
                    .consensus(consensus)
                    .withoutDiscovery()
                    .executor("shell", shell)
                    .environment("staging")
                    .vetoRule("open") { evidence -> Either.right(Ok("open for ${evidence.status().epicId()}")) }
                    .holdRule("freeze") { Optional.empty() }
                    .listener(listener)
                    .build()

                fun deploy(): Int {
                    val preview: Preview = agent.preview()
                    val environment: String = preview.plan().map { it.environment() }.orElse("nowhere")
                    println("would deploy to $environment: ${preview.wouldDeploy()}")
                    val outcome: Outcome = agent.run()
                    println(outcome.fold(
                        { deployed -> "deployed ${deployed.deployment().deploymentId()}" },
                        { it.vetoes().first().reason() },
                        { it.refusals().first().reason() },
                        { it.reason() },
                        { it.reason() },
                        { it.reason() },
                        { it.reason() }))
                    val last = DevOpsAgent.history(consensus).deployments().first()
                    println("${last.deploymentId()} undone by ${last.rolledBackBy().orElse("nobody")}")
                    check(JsonSchema.OUTCOME.text().isNotEmpty())
                    return outcome.exitCode()
                }
            }

            fun main(arguments: Array<String>) {
                kotlin.system.exitProcess(Deployer(Path.of(arguments[0])).deploy())
            }
            """;

    /** Each line with a null is wrong, of each exported package; and so is each that takes for a null what is none. */
    private static final String NULLS = """
            import io.github.devopsagent.DevOpsAgent
            import io.github.devopsagent.coordination.LeaseKey
            import io.github.devopsagent.domain.Role
            import io.github.devopsagent.executor.StepResult
            import io.github.devopsagent.git.GitAdapter
            import io.github.devopsagent.metric.Measurement.Figure
            import io.github.devopsagent.metric.Sample
            import io.github.devopsagent.plan.Action
            import io.github.devopsagent.postgres.Cluster
            import io.github.devopsagent.run.StepRef
            import io.github.devopsagent.testkit.VirtualTime
            import io.github.devopsagent.veto.Ok
            import io.github.devopsagent.veto.Source
            import java.nio.file.Path

            val builder = DevOpsAgent.builder().consensus(Path.of("consensus"))
            val ofTheRoot = builder.environment(null)
            val ofAnExecutor = builder.executor("executor") { null }
            val ofARule = builder.vetoRule("rule") { null }
            val ofAHold = builder.holdRule("hold") { null }
            val ofCoordination = LeaseKey.target(null)
            val ofDomain = Role.of(null)
            val ofExecutor = StepResult.failure(null)
            val ofGit = GitAdapter.of(null)
            val ofMetric = Sample(null, Figure(1.0))
            val ofPlan = Action.shell(null)
            val ofPostgres = Cluster.postgres(null)
            val ofRun = StepRef.parse(null)
            val ofTestkit = VirtualTime.startAt(null)
            val ofVeto = Source.of(null)
            val ofOk = Ok("fine").note() ?: "null"
            val ofPreview = builder.preview().digest() ?: "null"
            val ofHistory = DevOpsAgent.history(Path.of("consensus")).deployments()?.size // null
            val ofOutcome = builder.run()?.toString() // null
            val ofNothing = builder.environment("staging")
            """;

    @TempDir
    private Path temporary;

    private static String jars() throws IOException {
        try (Stream<Path> jars = Files.list(Path.of(System.getProperty("kotlin.jars")))) {
            return jars.map(Path::toString).sorted().collect(Collectors.joining(File.pathSeparator));
        }
    }

    private static String library() {
        return System.getProperty("java.class.path");
    }

    private String java(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Duser.language=en"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        return said + "exit code " + process.waitFor();
    }

    private String compile(String source) throws IOException, InterruptedException {
        Path file = Files.writeString(temporary.resolve("Host.kt"), source);
        return java(
                "-cp",
                jars(),
                "org.jetbrains.kotlin.cli.jvm.K2JVMCompiler",
                "-Xjspecify-annotations=strict",
                "-Werror",
                "-Xreport-all-warnings",
                "-no-reflect",
                "-no-stdlib",
                "-jvm-target",
                "17",
                "-cp",
                jars() + File.pathSeparator + library(),
                "-d",
                temporary.resolve("classes").toString(),
                file.toString());
    }

    @Test
    void it_deploys_without_a_question_mark() throws IOException, InterruptedException {
        assertThat(compile(HOST)).isEqualTo("exit code 0");
        Path consensus = ConsensusBuilder.ofPlan("""
                {"epic_id": "EP-1", "deployment_steps": [ {"run": "deploy", "rollback": "undo"} ],
                 "health_checks": [ {"run": "check"} ], "monitoring": {"duration": "0s"}}
                """).in(temporary);
        String classPath =
                String.join(File.pathSeparator, temporary.resolve("classes").toString(), jars(), library());
        assertThat(java("-cp", classPath, "HostKt", consensus.toString()))
                .contains("would deploy to staging: true\n", "executes deploy of DEP-001\n", "ended with 0\n")
                .endsWith("deployed DEP-001\nDEP-001 undone by nobody\nexit code 0");
    }

    @Test
    void it_is_told_of_each_null_and_of_each_null_that_cannot_be() throws IOException, InterruptedException {
        List<String> lines = NULLS.lines().toList();
        List<Integer> wrong = IntStream.range(0, lines.size())
                .filter(line -> lines.get(line).contains("null"))
                .mapToObj(line -> line + 1)
                .toList();
        String said = compile(NULLS);
        assertThat(FOUND.matcher(said)
                        .results()
                        .map(found -> Integer.valueOf(found.group(1)))
                        .distinct()
                        .sorted())
                .as(said)
                .isEqualTo(wrong);
        assertThat(said).endsWith("exit code 1");
    }
}
