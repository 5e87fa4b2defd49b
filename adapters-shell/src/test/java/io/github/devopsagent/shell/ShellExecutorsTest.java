package io.github.devopsagent.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.pipeline.ExecutorProvider;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class ShellExecutorsTest {

    @Test
    void they_are_found_on_the_class_path() {
        assertThat(ServiceLoader.load(ExecutorProvider.class))
                .singleElement()
                .isInstanceOf(ShellExecutors.class)
                .extracting(ExecutorProvider::executors)
                .satisfies(executors -> assertThat(executors).containsOnlyKeys("shell", "http", "tcp"));
    }

    @Test
    void they_are_found_on_the_module_path() {
        String descriptor = ShellExecutors.class.getModule().isNamed() ? "" : moduleInfo();

        assertThat(descriptor).contains("io/github/devopsagent/pipeline/ExecutorProvider", "ShellExecutors");
    }

    private static String moduleInfo() {
        try (var file = ShellExecutors.class.getResourceAsStream("/module-info.class")) {
            assertThat(file).isNotNull();
            var module = java.lang.module.ModuleDescriptor.read(file);
            return module.provides().toString().replace('.', '/');
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
    }
}
