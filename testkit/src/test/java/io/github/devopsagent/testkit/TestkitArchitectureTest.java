package io.github.devopsagent.testkit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

class TestkitArchitectureTest {

    private static final ArchRule DEPENDENCIES = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "org.junit.jupiter.api..",
                    "org.jspecify.annotations",
                    "tools.jackson.core..",
                    "io.vavr.control",
                    "io.github.devopsagent",
                    "io.github.devopsagent.coordination",
                    "io.github.devopsagent.domain",
                    "io.github.devopsagent.executor",
                    "io.github.devopsagent.http",
                    "io.github.devopsagent.internal.time",
                    "io.github.devopsagent.plan",
                    "io.github.devopsagent.veto",
                    "io.github.devopsagent.testkit..",
                    "io.vavr.control")
            .because(
                    "a test of a host sees what a host sees; of the agent's own the kit has the virtual clock, and what a"
                            + " plan expects of an answer over HTTP");

    @Test
    void it_uses_what_hosts_use_and_two_packages_of_the_agents_own() {
        DEPENDENCIES.check(new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.github.devopsagent.testkit"));
    }

    @Test
    void a_class_that_reaches_further_is_found() {
        assertThat(DEPENDENCIES
                        .evaluate(new ClassFileImporter().importPackages("io.github.devopsagent.testkit.forbidden"))
                        .getFailureReport()
                        .getDetails())
                .anyMatch(line -> line.contains("metric.Metric"))
                .anyMatch(line -> line.contains("org.assertj"));
    }
}
