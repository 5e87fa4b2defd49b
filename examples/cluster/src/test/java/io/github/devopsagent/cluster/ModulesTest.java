package io.github.devopsagent.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.DevOpsAgent;
import io.github.devopsagent.executor.ExecutorProvider;
import io.github.devopsagent.git.GitAdapter;
import io.github.devopsagent.postgres.Cluster;
import io.github.devopsagent.shell.ShellExecutors;
import io.github.devopsagent.testkit.VirtualTime;
import io.vavr.control.Either;
import java.io.File;
import java.lang.module.Configuration;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The library on the module path, where the other tests have it on the class path. */
class ModulesTest {

    private static final String AGENT = "io.github.devopsagent";
    private static final String SHELL = AGENT + ".shell";

    private static final ModuleFinder FINDER = ModuleFinder.of(Stream.concat(
                    Stream.of(
                                    DevOpsAgent.class,
                                    ExecutorProvider.class,
                                    ShellExecutors.class,
                                    GitAdapter.class,
                                    Cluster.class,
                                    VirtualTime.class)
                            .map(ModulesTest::home),
                    Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                            .map(Path::of)
                            .filter(ModulesTest::isNeeded))
            .distinct()
            .toArray(Path[]::new));

    static Path home(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isNeeded(Path path) {
        String name = String.valueOf(path.getFileName());
        return path.equals(home(Either.class))
                || Stream.of(
                                "vavr-match",
                                "jackson-",
                                "slf4j-api",
                                "httpcore5",
                                "jspecify",
                                "org.eclipse.jgit",
                                "JavaEWAH",
                                "junit-jupiter-api",
                                "junit-platform-commons",
                                "opentest4j",
                                "apiguardian",
                                "commons-codec")
                        .anyMatch(name::startsWith);
    }

    private static Configuration resolve(String module) {
        return ModuleLayer.boot().configuration().resolveAndBind(FINDER, ModuleFinder.of(), Set.of(module));
    }

    @Test
    void a_host_that_requires_the_agent_gets_the_executors_of_the_adapters_beside_it() throws ClassNotFoundException {
        Configuration configuration = resolve(AGENT);
        ModuleLayer layer = ModuleLayer.defineModulesWithOneLoader(
                        configuration, List.of(ModuleLayer.boot()), ClassLoader.getPlatformClassLoader())
                .layer();
        Class<?> provider = layer.findLoader(AGENT + ".core").loadClass(ExecutorProvider.class.getName());
        assertThat(ServiceLoader.load(layer, provider))
                .extracting(each -> each.getClass().getName())
                .containsExactlyInAnyOrder(SHELL + ".ShellExecutors", AGENT + ".git.GitExecutors");
    }

    @Test
    void the_git_adapter_resolves() {
        assertThat(resolve(AGENT + ".git").findModule("org.eclipse.jgit")).isPresent();
    }

    @Test
    void the_test_kit_resolves_and_lets_junit_call_its_contracts() {
        assertThat(resolve(AGENT + ".testkit").findModule("org.junit.jupiter.api"))
                .isPresent();
        assertThat(FINDER.find(AGENT + ".testkit").orElseThrow().descriptor().opens())
                .map(opens -> opens.source() + " to " + opens.targets())
                .containsExactly(AGENT + ".testkit.contract to [org.junit.platform.commons]");
    }

    @Test
    void only_api_is_exported() {
        assertThat(exports(AGENT)).containsExactly(AGENT);
        assertThat(exports(SHELL)).containsExactly(SHELL);
        assertThat(exports(AGENT + ".git")).containsExactly(AGENT + ".git");
        assertThat(exports(AGENT + ".postgres")).containsExactly(AGENT + ".postgres");
        assertThat(exports(AGENT + ".testkit"))
                .containsExactlyInAnyOrder(AGENT + ".testkit", AGENT + ".testkit.contract");
        assertThat(exports(AGENT + ".core"))
                .containsExactlyInAnyOrder(
                        AGENT + ".coordination",
                        AGENT + ".domain",
                        AGENT + ".executor",
                        AGENT + ".metric",
                        AGENT + ".plan",
                        AGENT + ".run",
                        AGENT + ".veto");
    }

    static Stream<String> exports(String module) {
        return FINDER.find(module).map(ModuleReference::descriptor).stream()
                .flatMap(descriptor -> descriptor.exports().stream())
                .filter(Predicate.not(ModuleDescriptor.Exports::isQualified))
                .map(ModuleDescriptor.Exports::source);
    }
}
