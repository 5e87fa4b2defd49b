package io.github.devopsagent;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static io.github.devopsagent.contract.FileWriting.writesAFile;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.github.devopsagent.internal.disk.forbidden.DiskPackageViolations;
import io.github.devopsagent.internal.disk.forbidden.DiskPortViolations;
import io.github.devopsagent.internal.json.forbidden.JsonPackageViolations;
import io.github.devopsagent.machine.RunState;
import io.github.devopsagent.machine.vocabulary.RunPlan;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** What each package of this module may know, and who may write. */
class ArchitectureTest {

    private static final String ROOT = "io.github.devopsagent";
    private static final String INTERNAL = ROOT + ".internal.";
    private static final String[] CORE = {
        ROOT + ".address..",
        ROOT + ".barestring..",
        ROOT + ".commandline..",
        ROOT + ".coordination..",
        ROOT + ".domain..",
        ROOT + ".executor..",
        ROOT + ".gate..",
        ROOT + ".http..",
        ROOT + ".inbox..",
        ROOT + ".machine..",
        ROOT + ".metric..",
        ROOT + ".plan..",
        ROOT + ".run..",
        ROOT + ".regex..",
        ROOT + ".script..",
        ROOT + ".text..",
        ROOT + ".veto.."
    };
    private static final String[] TEXT = {
        INTERNAL + "document..", INTERNAL + "inbox..", INTERNAL + "json..", INTERNAL + "plan..", INTERNAL + "report.."
    };
    private static final String[] BYTES = {INTERNAL + "disk..", INTERNAL + "lock..", INTERNAL + "store.."};

    private static final JavaClasses PRODUCTION = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludePackageInfos())
            .importPath(Path.of(productionRoot()));

    private static final ArchRule ONLY_TEXT_AND_THE_JOURNAL_KNOW_JACKSON = noClasses()
            .that()
            .resideOutsideOfPackages(and(TEXT, INTERNAL + "journal..", INTERNAL + "answer.."))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("tools.jackson..")
            .because("the agent decides, records and answers through what reads and writes JSON");

    private static final ArchRule JSON_IS_READ_AND_WRITTEN_WITHOUT_A_MAPPER = noClasses()
            .should()
            .dependOnClassesThat(assignableTo("tools.jackson.databind.ObjectMapper")
                    .or(assignableTo("tools.jackson.databind.ObjectReader"))
                    .or(assignableTo("tools.jackson.databind.ObjectWriter"))
                    .or(assignableTo("tools.jackson.databind.cfg.MapperBuilder")))
            .orShould()
            .callMethodWhere(target(owner(assignableTo(JsonNode.class))).and(target(nameMatching("to(Pretty)?String"))))
            .because("a mapper costs a start a quarter of a second, and needs annotations that a host may not have");

    private static final ArchRule NO_ADAPTER_IS_KNOWN = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    and(CORE, ROOT, ROOT + ".internal..", "java..", "io.vavr..", "org.slf4j..", "tools.jackson.."))
            .because("adapters are found by the class path or named by the host");

    private static final ArchRule NO_DATABASE_IS_KNOWN = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "javax.sql..")
            .because("what workers share is behind a port of bytes and times");

    private static final ArchRule TEXT_NEEDS_NO_DISK = knowing(
            TEXT,
            "reading and writing JSON needs no disk, no log and no agent, so that it can be tested with bytes alone",
            and(and(TEXT, CORE), "java..", "io.vavr..", "tools.jackson.."));

    private static final ArchRule FILES_ARE_BYTES = knowing(
            BYTES,
            "files, locks and stores move bytes, and know processes by their names: what they mean, and when to try again,"
                    + " is for others",
            and(
                    BYTES,
                    ROOT + ".coordination..",
                    ROOT + ".domain..",
                    ROOT + ".executor..",
                    ROOT + ".regex..",
                    "java..",
                    "io.vavr.."));

    private static final ArchRule ONLY_THE_DISK_WRITES = noClasses()
            .that()
            .haveNameNotMatching(".*\\.disk\\.RealDisk(\\$.*)?")
            .should()
            .accessTargetWhere(writesAFile())
            .because("a test stops or fails the disk at every operation, so none may go past the port");

    private static final ArchRule ONLY_A_MASKED_PLAN_BEGINS_A_RUN = noClasses()
            .that()
            .doNotHaveSimpleName("MaskedPlan")
            .should()
            .callMethod(RunState.class, "begin", RunPlan.class, Instant.class)
            .because("what is told of a run is told of its state's plan, so that this has no secret");

    private static String[] and(String[] names, String... more) {
        return Stream.concat(Stream.of(names), Stream.of(more)).toArray(String[]::new);
    }

    private static ArchRule knowing(String[] here, String because, String[] allowed) {
        return classes()
                .that()
                .resideInAnyPackage(here)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(allowed)
                .because(because);
    }

    static List<Arguments> rules() {
        return List.of(
                Arguments.of(
                        ONLY_TEXT_AND_THE_JOURNAL_KNOW_JACKSON, RootPackageViolations.class, List.of("tools.jackson")),
                Arguments.of(
                        JSON_IS_READ_AND_WRITTEN_WITHOUT_A_MAPPER,
                        RootPackageViolations.class,
                        List.of("tools.jackson.databind.json.JsonMapper", "tools.jackson.databind.JsonNode.toString")),
                Arguments.of(NO_ADAPTER_IS_KNOWN, RootPackageViolations.class, List.of(ROOT + ".shell")),
                Arguments.of(NO_DATABASE_IS_KNOWN, knowingDatabases(), List.of("java.sql.Connection")),
                Arguments.of(
                        TEXT_NEEDS_NO_DISK,
                        JsonPackageViolations.class,
                        List.of(ROOT + ".DevOpsAgent", INTERNAL + "disk.Digest", "org.slf4j")),
                Arguments.of(
                        FILES_ARE_BYTES,
                        DiskPackageViolations.class,
                        List.of(ROOT + ".DevOpsAgent", INTERNAL + "json.Limits", ROOT + ".run", "org.slf4j", "tools.")),
                Arguments.of(
                        ONLY_A_MASKED_PLAN_BEGINS_A_RUN,
                        BeginsARunWithSecrets.class,
                        List.of(ROOT + ".machine.RunState.begin(")),
                Arguments.of(
                        ONLY_THE_DISK_WRITES,
                        DiskPortViolations.class,
                        List.of(
                                "java.nio.file.Files.write(",
                                "java.nio.file.Files.writeString(",
                                "java.nio.file.Files.newOutputStream(",
                                "java.nio.file.Files.newBufferedWriter(",
                                "java.nio.file.Files.newByteChannel(",
                                "java.nio.file.Files.createFile(",
                                "java.nio.file.Files.createDirectories(",
                                "java.nio.file.Files.createTempFile(",
                                "java.nio.file.Files.deleteIfExists(",
                                "java.nio.file.Files.move(",
                                "java.nio.file.Files.copy(",
                                "java.nio.file.Files.setPosixFilePermissions(",
                                "java.nio.file.attribute.PosixFileAttributeView.setPermissions(",
                                "java.nio.channels.FileChannel.open(",
                                "java.nio.channels.FileChannel.write(",
                                "java.nio.channels.FileChannel.truncate(",
                                "java.nio.channels.FileChannel.force(",
                                "java.nio.channels.SeekableByteChannel.truncate(",
                                "java.io.FileOutputStream.<init>(",
                                "java.io.FileWriter.<init>(",
                                "java.io.RandomAccessFile.<init>(",
                                "java.io.PrintStream.<init>(java.io.File",
                                "java.io.PrintWriter.<init>(java.lang.String",
                                "java.io.File.delete(",
                                "java.io.File.mkdir(",
                                "java.io.File.mkdirs(",
                                "java.io.File.renameTo(",
                                "java.io.File.setWritable(")));
    }

    /** No class of ours can: the module does not read that one. */
    private static Class<?> knowingDatabases() {
        try {
            return Class.forName("javax.sql.DataSource");
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("rules")
    void a_package_knows_only_what_it_may(ArchRule rule) {
        rule.check(PRODUCTION);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void a_class_that_knows_more_is_found(ArchRule rule, Class<?> bad, List<String> forbidden) {
        JavaClasses classes = new ClassFileImporter().importClasses(bad);
        List<String> found = rule.evaluate(classes).getFailureReport().getDetails();
        assertThat(forbidden).allSatisfy(name -> assertThat(found).anyMatch(line -> line.contains(" <" + name)));
    }

    @Test
    void reading_a_file_and_printing_elsewhere_is_not_writing_a_file() {
        JavaClasses classes = new ClassFileImporter().importClasses(DiskPortViolations.class);
        assertThat(ONLY_THE_DISK_WRITES.evaluate(classes).getFailureReport().getDetails())
                .noneMatch(line -> line.contains("notAFile"));
    }

    @Test
    void the_packages_of_the_module_are_judged() {
        assertThat(PRODUCTION.stream().map(type -> type.getPackageName()).distinct())
                .contains(ROOT, INTERNAL + "engine", INTERNAL + "json", INTERNAL + "disk");
    }

    @Test
    void only_the_root_package_is_exported_and_the_virtual_clock_to_the_test_kit() throws IOException {
        try (InputStream in = Files.newInputStream(Path.of(productionRoot()).resolve("module-info.class"))) {
            ModuleDescriptor module = ModuleDescriptor.read(in);
            assertThat(module.exports())
                    .filteredOn(exported -> !exported.isQualified())
                    .map(ModuleDescriptor.Exports::source)
                    .containsExactly(ROOT);
            assertThat(module.exports())
                    .filteredOn(ModuleDescriptor.Exports::isQualified)
                    .map(exported -> exported.source() + " to " + exported.targets())
                    .containsExactly(INTERNAL + "time to [io.github.devopsagent.testkit]");
            assertThat(module.opens()).isEmpty();
        }
    }

    private static URI productionRoot() {
        try {
            return DevOpsAgent.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
