package io.github.devopsagent.shell;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static io.github.devopsagent.contract.FileWriting.writesAFile;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.github.devopsagent.shell.fixture.ReachesTooFar;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final JavaClasses MODULE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.github.devopsagent.shell");

    private static final ArchRule DEPENDENCIES = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "javax.net..",
                    "io.vavr..",
                    "org.apache.hc.core5..",
                    "org.jspecify.annotations",
                    "io.github.devopsagent.address",
                    "io.github.devopsagent.commandline",
                    "io.github.devopsagent.executor",
                    "io.github.devopsagent.http",
                    "io.github.devopsagent.plan",
                    "io.github.devopsagent.regex",
                    "io.github.devopsagent.script",
                    "io.github.devopsagent.shell..",
                    "io.github.devopsagent.text")
            .because("a host that adds this module gets its executors, and nothing else");

    private static final ArchRule API = classes()
            .that()
            .doNotHaveFullyQualifiedName(ShellExecutors.class.getName())
            .and()
            .doNotHaveSimpleName("package-info")
            .should()
            .resideInAPackage("..internal..")
            .because("executors are used by their names in a plan");

    private static final ArchRule ONLY_THE_AGENT_WRITES = noClasses()
            .that()
            .doNotHaveSimpleName("PrintedToFifo")
            .and()
            .doNotHaveSimpleName("FifoMaker")
            .and()
            .doNotHaveSimpleName("LogFile")
            .should()
            .accessTargetWhere(writesAFile())
            .because("a test stops or fails the agent's disk at every operation, so none may go past the scratch; a"
                    + " FIFO holds nothing on a disk, and a log is opened for reading");

    @Test
    void it_depends_on_the_jdk_vavr_httpcore_and_the_pipeline_alone() {
        DEPENDENCIES.check(MODULE);
    }

    @Test
    void its_only_public_class_is_the_provider() {
        API.check(MODULE);
    }

    @Test
    void it_changes_files_through_the_scratch_alone() {
        ONLY_THE_AGENT_WRITES.check(MODULE);
    }

    @Test
    void a_class_that_writes_beside_the_scratch_is_found() {
        List<String> found = ONLY_THE_AGENT_WRITES
                .evaluate(new ClassFileImporter().importPackagesOf(ReachesTooFar.class))
                .getFailureReport()
                .getDetails();

        assertThat(List.of(
                        "java.nio.file.Files.writeString(",
                        "java.nio.file.Files.newOutputStream(",
                        "java.nio.file.Files.createTempFile(",
                        "java.nio.file.Files.deleteIfExists(",
                        "java.nio.file.Files.move(",
                        "java.nio.file.attribute.PosixFileAttributeView.setPermissions(",
                        "java.nio.channels.FileChannel.open(",
                        "java.nio.channels.FileChannel.write(",
                        "java.nio.channels.FileChannel.force(",
                        "java.io.FileOutputStream.<init>(",
                        "java.io.FileWriter.<init>(",
                        "java.io.RandomAccessFile.<init>(",
                        "java.io.PrintStream.<init>(java.io.File",
                        "java.io.File.delete(",
                        "java.io.File.mkdir(",
                        "java.lang.ProcessBuilder.redirectOutput(",
                        "java.lang.ProcessBuilder.redirectError(",
                        "java.lang.ProcessBuilder$Redirect.appendTo("))
                .allSatisfy(name -> assertThat(found).anyMatch(line -> line.contains(" <" + name)));
        assertThat(found).noneMatch(line -> line.contains("notAFile"));
    }

    @Test
    void a_class_that_reaches_further_is_found() {
        JavaClasses fixture = new ClassFileImporter().importClasses(ReachesTooFar.class);

        assertThatThrownBy(() -> DEPENDENCIES.check(fixture))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("org.slf4j");
        assertThatThrownBy(() -> API.check(fixture)).isInstanceOf(AssertionError.class);
    }
}
