package io.github.devopsagent.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.DevOpsAgent;
import io.github.devopsagent.contract.InEveryBuild;
import io.github.devopsagent.contract.MatricesOnly;
import io.github.devopsagent.executor.ExecutorProvider;
import io.github.devopsagent.git.GitAdapter;
import io.github.devopsagent.postgres.Cluster;
import io.github.devopsagent.shell.ShellExecutors;
import io.github.devopsagent.testkit.ScriptedAnswer;
import io.vavr.control.Either;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hc.core5.http.HttpHost;
import org.apiguardian.api.API;
import org.eclipse.jgit.lib.Repository;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.commons.util.Preconditions;
import org.opentest4j.AssertionFailedError;
import org.slf4j.Logger;
import tools.jackson.databind.JsonNode;

/** A host that checks nulls with NullAway, on the class path and on the module path, with every warning an error. */
@MatricesOnly
class NullnessTest {

    private static final String COMPILER_PACKAGES = "api,code,file,main,model,parser,processing,tree,util";

    private static final Pattern FOUND = Pattern.compile("Host\\.java:(\\d+): error: \\[NullAway]");

    private static final String MODULE = """
            module host {
                requires io.github.devopsagent;
                requires io.github.devopsagent.shell;
                requires io.github.devopsagent.git;
                requires io.github.devopsagent.postgres;
                requires io.github.devopsagent.testkit;
                requires static org.jspecify;
            }
            """;

    /** Uses every exported package but the contracts of the test kit; nothing can be passed to that of the shell adapters. */
    private static final String HOST = """
            package host;

            import io.github.devopsagent.DevOpsAgent;
            import io.github.devopsagent.coordination.LeaseKey;
            import io.github.devopsagent.domain.Role;
            import io.github.devopsagent.executor.StepResult;
            import io.github.devopsagent.git.GitAdapter;
            import io.github.devopsagent.metric.Measurement;
            import io.github.devopsagent.plan.Action;
            import io.github.devopsagent.postgres.Cluster;
            import io.github.devopsagent.run.StepRef;
            import io.github.devopsagent.shell.ShellExecutors;
            import io.github.devopsagent.testkit.ScriptedAnswer;
            import io.github.devopsagent.veto.Ok;
            import io.github.devopsagent.veto.Source;
            import io.vavr.control.Either;
            import java.nio.file.Path;
            import java.util.Optional;
            import javax.sql.DataSource;
            import org.jspecify.annotations.NullMarked;

            @NullMarked
            class Host {
                DevOpsAgent.Builder agent = DevOpsAgent.builder().consensus(Path.of("consensus"));
                Object of_coordination = LeaseKey.target(%1$s);
                Object of_executor = StepResult.failure(%1$s);
                Object of_domain = Role.of(%1$s);
                Object of_git = GitAdapter.of(%2$s);
                Object of_metric = new Measurement.Missing(Measurement.MissingCause.NO_ANSWER, %1$s);
                Object of_plan = Action.shell(%1$s);
                Object of_run = StepRef.parse(%1$s);
                Object of_shell = agent.executors(new ShellExecutors().executors());
                Object of_testkit = ScriptedAnswer.fail(%1$s);
                Object of_veto = Source.of(%1$s);
                Object of_the_root = agent.environment(%1$s);
                Object of_a_rule = agent.vetoRule("rule", evidence -> %3$s);
                Object of_an_executor = agent.executor("executor", step -> StepResult.success(%1$s));
                Optional<String> note() {
                    return Optional.of(new Ok(%1$s)).map(Ok::note);
                }
                Object of_postgres(DataSource database) {
                    return Cluster.postgres(database).schema(%1$s);
                }
            }
            """;

    @TempDir
    private Path temporary;

    /** What javac says: its exit code in the first line. */
    private String compile(String source, boolean asModule) throws IOException, InterruptedException {
        Files.writeString(temporary.resolve("Host.java"), source);
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "javac").toString());
        Stream.of(COMPILER_PACKAGES.split(","))
                .map(name -> "-J--add-exports=jdk.compiler/com.sun.tools.javac." + name + "=ALL-UNNAMED")
                .forEach(command::add);
        Stream.of("code", "comp")
                .map(name -> "-J--add-opens=jdk.compiler/com.sun.tools.javac." + name + "=ALL-UNNAMED")
                .forEach(command::add);
        command.addAll(List.of("-J-XX:TieredStopAtLevel=1", "-J-XX:+UseSerialGC", "-J-Duser.language=en"));
        command.addAll(List.of("--release", "17", "-encoding", "UTF-8"));
        // Which packages are checked is told by @NullMarked alone, in the host's source and in the library's classes.
        command.addAll(List.of(
                "-XDcompilePolicy=simple",
                "--should-stop=ifError=FLOW",
                "-Xplugin:ErrorProne -XepDisableAllChecks -Xep:NullAway:ERROR -XepOpt:NullAway:OnlyNullMarked=true"));
        command.addAll(List.of("-Xlint:all,-processing,-requires-automatic", "-Werror"));
        command.addAll(List.of("-processorpath", System.getProperty("java.class.path"), "-proc:none"));
        command.addAll(List.of("-d", temporary.resolve("classes").toString()));
        command.addAll(List.of(asModule ? "--module-path" : "-classpath", library()));
        command.add(temporary.resolve("Host.java").toString());
        if (asModule) {
            command.add(Files.writeString(temporary.resolve("module-info.java"), MODULE)
                    .toString());
        }
        Process javac = new ProcessBuilder(command).redirectErrorStream(true).start();
        // Later JVMs warn of what Error Prone does inside; javac's own warnings are in small letters.
        String said = new String(javac.getInputStream().readAllBytes(), UTF_8)
                .lines()
                .filter(line -> !line.startsWith("WARNING: "))
                .map(line -> line + "\n")
                .collect(joining());
        return javac.waitFor() + "\n" + said;
    }

    /** What a host has on its path: the library and what it brings along. */
    private static String library() {
        return Stream.of(
                        DevOpsAgent.class,
                        ExecutorProvider.class,
                        ShellExecutors.class,
                        GitAdapter.class,
                        Cluster.class,
                        ScriptedAnswer.class,
                        Test.class,
                        Preconditions.class,
                        AssertionFailedError.class,
                        API.class,
                        Either.class,
                        NullMarked.class,
                        Repository.class,
                        HttpHost.class,
                        Logger.class,
                        JsonNode.class)
                .map(ModulesTest::home)
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String hostWith(String text, String path, String verdict) {
        return HOST.formatted(text, path, verdict);
    }

    private static List<Long> linesOf(String source, String word) {
        List<String> lines = source.lines().toList();
        return Stream.iterate(0, line -> line < lines.size(), line -> line + 1)
                .filter(line -> lines.get(line).contains(word))
                .map(line -> line + 1L)
                .toList();
    }

    private void is_told_of_each_null(boolean asModule) throws IOException, InterruptedException {
        String source = hostWith("null", "null", "null");
        List<Long> found = FOUND.matcher(compile(source, asModule))
                .results()
                .map(MatchResult::group)
                .map(line -> Long.valueOf(line.replaceAll("\\D", "")))
                .toList();
        assertThat(found).isEqualTo(linesOf(source, "null"));
    }

    private void passes_without_a_warning(boolean asModule) throws IOException, InterruptedException {
        String sound = hostWith("\"text\"", "Path.of(\"repository\")", "Either.right(new Ok(\"fine\"))");
        assertThat(compile(sound, asModule)).isEqualTo("0\n");
    }

    @InEveryBuild
    @Test
    void every_exported_package_is_null_marked() throws ClassNotFoundException {
        List<String> packages = Stream.of("", ".core", ".shell", ".git", ".postgres", ".testkit")
                .flatMap(module -> ModulesTest.exports("io.github.devopsagent" + module))
                .toList();
        assertThat(packages).hasSizeGreaterThanOrEqualTo(10);
        for (String name : packages) {
            assertThat(Class.forName(name + ".package-info").isAnnotationPresent(NullMarked.class))
                    .as(name)
                    .isTrue();
        }
    }

    @Test
    void a_host_on_the_class_path_is_told_of_each_null_that_it_passes() throws IOException, InterruptedException {
        is_told_of_each_null(false);
    }

    @Test
    void a_host_on_the_module_path_is_told_of_each_null_that_it_passes() throws IOException, InterruptedException {
        is_told_of_each_null(true);
    }

    @Test
    void a_host_on_the_class_path_that_passes_none_compiles_without_a_warning()
            throws IOException, InterruptedException {
        passes_without_a_warning(false);
    }

    @Test
    void a_host_on_the_module_path_that_passes_none_compiles_without_a_warning()
            throws IOException, InterruptedException {
        passes_without_a_warning(true);
    }
}
