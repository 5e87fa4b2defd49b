package io.github.devopsagent;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.github.devopsagent.archfixtures.ReadsAFile;
import io.github.devopsagent.archfixtures.ReadsTheClock;
import io.github.devopsagent.archfixtures.StartsAThread;
import io.github.devopsagent.archfixtures.TouchesTheDisk;
import io.github.devopsagent.archfixtures.UsesASocket;
import io.github.devopsagent.archfixtures.UsesTheConsole;
import io.vavr.control.Option;
import java.net.IDN;
import java.nio.file.Path;
import java.text.Normalizer;
import java.time.Clock;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The arrows of core, and what it must not touch. Each rule is shown to fail on a class that breaks it. */
class ArchitectureTest {

    private static final String ROOT = "io.github.devopsagent";
    private static final String FIXTURES = ROOT + ".archfixtures";

    private static final JavaClasses CORE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    private static final DescribedPredicate<JavaClass> NEEDED_BY_CORE = resideInAnyPackage(
                    "java.lang",
                    "java.lang.invoke",
                    "java.lang.runtime",
                    "java.math",
                    "java.util",
                    "java.util.function",
                    "java.util.regex",
                    "java.util.stream",
                    "java.time..",
                    "java.nio.charset",
                    "io.vavr..",
                    ROOT + "..")
            // Annotations, which Vavr brings, and which need not be there at run time.
            .or(equivalentTo(NullMarked.class))
            .or(equivalentTo(Path.class))
            // A form of text: nothing is asked of any network.
            .or(equivalentTo(IDN.class))
            // Normal forms of Unicode: a table, no locale.
            .or(equivalentTo(Normalizer.class))
            .or(equivalentTo(Normalizer.Form.class));

    private static final ArchRule ONLY_WHAT_IS_PURE = classes()
            .should()
            .onlyDependOnClassesThat(NEEDED_BY_CORE
                    .or(describe("arrays of primitives", JavaClass::isPrimitive))
                    .or(describe(
                            "arrays",
                            each -> each.isArray()
                                    && NEEDED_BY_CORE
                                            .or(describe("primitives", JavaClass::isPrimitive))
                                            .test(each.getBaseComponentType()))))
            .because(
                    "what is true must not need a disk, a network, JSON or a logger: the JDK's values and Vavr suffice");

    private static final ArchRule NO_CLOCK = noClasses()
            .should()
            .callMethodWhere(describe("it reads the clock", ArchitectureTest::readsTheClock))
            .because("time is an argument, so that every run can be repeated");

    private static final ArchRule NO_CONSOLE = noClasses()
            .should()
            .accessClassesThat(equivalentTo(java.io.PrintStream.class))
            .orShould()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .orShould()
            .accessField(System.class, "in")
            .because("core has no side, so it has no side effects: what it has to say it returns");

    private static final ArchRule NO_THREADS = noClasses()
            .should()
            .dependOnClassesThat(equivalentTo(Thread.class)
                    .or(equivalentTo(ThreadLocal.class))
                    .or(equivalentTo(Process.class))
                    .or(equivalentTo(ProcessBuilder.class))
                    .or(equivalentTo(Runtime.class))
                    .or(resideInAnyPackage("java.util.concurrent..")))
            .because("the loop around the machine decides what runs where");

    private static ArchRule noVavrCollections(String root) {
        return noClasses()
                .that()
                .resideInAnyPackage(Stream.of("coordination", "domain", "executor", "metric", "plan", "run", "veto")
                        .map(name -> root + "." + name + "..")
                        .toArray(String[]::new))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.vavr.collection..")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName(Option.class.getName())
                .because("hosts know the collections of java.util; of Vavr they see Either alone");
    }

    private static ArchRule arrows(String root) {
        return layeredArchitecture()
                .consideringOnlyDependenciesInAnyPackage(root + "..")
                .withOptionalLayers(true)
                .layer("address")
                .definedBy(root + ".address..")
                .layer("regex")
                .definedBy(root + ".regex..")
                .layer("text")
                .definedBy(root + ".text..")
                .layer("program")
                .definedBy(root + ".program..")
                .layer("plan")
                .definedBy(root + ".plan..")
                .layer("http")
                .definedBy(root + ".http..")
                .layer("executor")
                .definedBy(root + ".executor..")
                .layer("coordination")
                .definedBy(root + ".coordination..")
                .layer("metric")
                .definedBy(root + ".metric..")
                .layer("commandline")
                .definedBy(root + ".commandline..")
                .layer("barestring")
                .definedBy(root + ".barestring..")
                .layer("script")
                .definedBy(root + ".script..")
                .layer("domain")
                .definedBy(root + ".domain..")
                .layer("veto")
                .definedBy(root + ".veto..")
                .layer("inbox")
                .definedBy(root + ".inbox..")
                .layer("gate")
                .definedBy(root + ".gate..")
                .layer("run")
                .definedBy(root + ".run..")
                .layer("machine")
                .definedBy(root + ".machine..")
                .whereLayer("address")
                .mayOnlyAccessLayers("regex")
                .whereLayer("program")
                .mayOnlyAccessLayers("regex")
                .whereLayer("regex")
                .mayNotAccessAnyLayer()
                .whereLayer("text")
                .mayNotAccessAnyLayer()
                .whereLayer("plan")
                .mayOnlyAccessLayers("address")
                .whereLayer("http")
                .mayOnlyAccessLayers("regex")
                .whereLayer("executor")
                .mayOnlyAccessLayers("commandline", "plan", "regex")
                .whereLayer("coordination")
                .mayOnlyAccessLayers("executor")
                .whereLayer("metric")
                .mayOnlyAccessLayers("plan")
                .whereLayer("commandline")
                .mayOnlyAccessLayers("plan", "regex", "program")
                .whereLayer("barestring")
                .mayOnlyAccessLayers("executor", "plan", "regex", "program")
                .whereLayer("script")
                .mayOnlyAccessLayers("plan", "regex", "program")
                .whereLayer("domain")
                .mayOnlyAccessLayers("metric", "plan", "regex")
                .whereLayer("veto")
                .mayOnlyAccessLayers("domain", "plan")
                .whereLayer("inbox")
                .mayOnlyAccessLayers("domain", "regex")
                .whereLayer("gate")
                .mayOnlyAccessLayers("veto", "inbox", "domain", "plan", "regex")
                .whereLayer("run")
                .mayOnlyAccessLayers("domain", "executor", "metric", "plan")
                .whereLayer("machine")
                .mayOnlyAccessLayers("run", "domain", "executor", "metric", "plan", "commandline", "script", "regex")
                .because("rules judge documents and a run carries out a plan; neither knows of the other");
    }

    private static boolean readsTheClock(JavaCall<?> call) {
        String owner = call.getTargetOwner().getName();
        String method = call.getName();
        boolean now = owner.startsWith("java.time.") && method.equals("now");
        boolean clock =
                owner.equals(Clock.class.getName()) && (method.startsWith("system") || method.startsWith("tick"));
        boolean counter = owner.equals("java.lang.System")
                && Set.of("currentTimeMillis", "nanoTime").contains(method);
        boolean date = owner.equals("java.util.Date") && method.equals("<init>");
        return now || clock || counter || date;
    }

    private static boolean fails(ArchRule rule, JavaClasses classes) {
        return rule.allowEmptyShould(true).evaluate(classes).hasViolation();
    }

    private static JavaClasses only(Class<?> fixture) {
        return new ClassFileImporter().importClasses(fixture);
    }

    private static JavaClasses fixtures(String name) {
        return new ClassFileImporter().importPackages(FIXTURES + "." + name);
    }

    @Test
    void core_is_looked_at() {
        assertThat(CORE.contain(ROOT + ".machine.RunState")).isTrue();
        assertThat(CORE.contain(ArchitectureTest.class)).isFalse();
    }

    @Test
    void core_depends_on_values_of_the_jdk_and_on_vavr_only() {
        ONLY_WHAT_IS_PURE.check(CORE);
    }

    @Test
    void a_class_that_reads_a_file_is_caught() {
        assertThat(fails(ONLY_WHAT_IS_PURE, only(ReadsAFile.class))).isTrue();
    }

    @Test
    void a_class_that_touches_the_disk_by_a_path_is_caught() {
        assertThat(fails(ONLY_WHAT_IS_PURE, only(TouchesTheDisk.class))).isTrue();
    }

    @Test
    void a_class_that_uses_a_socket_is_caught() {
        assertThat(fails(ONLY_WHAT_IS_PURE, only(UsesASocket.class))).isTrue();
    }

    @Test
    void core_does_not_read_the_clock() {
        NO_CLOCK.check(CORE);
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                ReadsTheClock.ByInstant.class,
                ReadsTheClock.ByClock.class,
                ReadsTheClock.ByMillis.class,
                ReadsTheClock.ByNanos.class,
                ReadsTheClock.ByLocalDate.class
            })
    void a_class_that_reads_the_clock_is_caught(Class<?> fixture) {
        assertThat(fails(NO_CLOCK, only(fixture))).isTrue();
    }

    @Test
    void core_does_not_print() {
        NO_CONSOLE.check(CORE);
    }

    @Test
    void a_class_that_prints_is_caught() {
        assertThat(fails(NO_CONSOLE, only(UsesTheConsole.class))).isTrue();
    }

    @Test
    void core_starts_nothing() {
        NO_THREADS.check(CORE);
    }

    @Test
    void a_class_that_starts_a_thread_is_caught() {
        assertThat(fails(NO_THREADS, only(StartsAThread.class))).isTrue();
    }

    @Test
    void hosts_see_no_collection_of_vavr() {
        noVavrCollections(ROOT).check(CORE);
    }

    @Test
    void a_collection_of_vavr_that_hosts_would_see_is_caught() {
        assertThat(fails(noVavrCollections(FIXTURES + ".vavrseen"), fixtures("vavrseen")))
                .isTrue();
    }

    @Test
    void arrows_point_from_domain_veto_and_run_to_the_plan_and_never_between_veto_and_run() {
        arrows(ROOT).check(CORE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"planknowsdomain", "domainknowsveto", "runknowsveto", "vetoknowsrun"})
    void an_arrow_that_points_elsewhere_is_caught(String fixture) {
        String root = FIXTURES + "." + fixture;
        assertThat(fails(arrows(root), new ClassFileImporter().importPackages(root)))
                .isTrue();
    }
}
