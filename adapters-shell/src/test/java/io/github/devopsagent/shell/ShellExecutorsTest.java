package io.github.devopsagent.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.executor.ExecutorProvider;
import java.io.File;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ShellExecutorsTest {

    @Test
    void they_are_found_on_the_class_path() {
        assertThat(ServiceLoader.load(ExecutorProvider.class))
                .singleElement()
                .isInstanceOf(ShellExecutors.class)
                .extracting(ExecutorProvider::executors)
                .satisfies(executors ->
                        assertThat(executors).containsOnlyKeys("shell", "http", "tcp", "prometheus", "scrape", "log"));
    }

    @Test
    void they_are_found_on_the_module_path() throws Exception {
        Path[] modules = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> entry.matches(".*(adapters-shell.target.classes|core.*|vavr[^/]*jar)"))
                .map(Path::of)
                .toArray(Path[]::new);
        Configuration configuration = ModuleLayer.boot()
                .configuration()
                .resolve(ModuleFinder.of(modules), ModuleFinder.of(), Set.of("io.github.devopsagent.shell"));
        ModuleLayer layer = ModuleLayer.boot().defineModulesWithOneLoader(configuration, null);

        Class<?> port = layer.findLoader("io.github.devopsagent.core").loadClass(ExecutorProvider.class.getName());

        assertThat(ServiceLoader.load(layer, port))
                .singleElement()
                .satisfies(found -> assertThat(found.getClass().getName()).isEqualTo(ShellExecutors.class.getName()));
    }
}
