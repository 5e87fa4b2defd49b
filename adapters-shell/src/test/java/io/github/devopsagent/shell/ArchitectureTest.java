package io.github.devopsagent.shell;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.github.devopsagent.shell.fixture.ReachesTooFar;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final ArchRule DEPENDENCIES = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "javax.net..",
                    "io.vavr..",
                    "io.github.devopsagent.pipeline",
                    "io.github.devopsagent.shell")
            .because("a host that adds this module gets its executors, and nothing else");

    private static final ArchRule API = classes()
            .that()
            .doNotHaveFullyQualifiedName(ShellExecutors.class.getName())
            .should()
            .notBePublic()
            .because("executors are used by their names in a plan");

    @Test
    void it_depends_on_the_jdk_vavr_and_the_pipeline_alone() {
        DEPENDENCIES.check(module());
    }

    @Test
    void its_only_public_class_is_the_provider() {
        API.check(module());
    }

    @Test
    void a_class_that_reaches_further_is_found() {
        JavaClasses fixture = new ClassFileImporter().importClasses(ReachesTooFar.class);

        assertThatThrownBy(() -> DEPENDENCIES.check(fixture))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("org.slf4j");
        assertThatThrownBy(() -> API.check(fixture)).isInstanceOf(AssertionError.class);
    }

    private static JavaClasses module() {
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.github.devopsagent.shell");
    }
}
