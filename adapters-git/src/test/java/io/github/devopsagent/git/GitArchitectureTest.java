package io.github.devopsagent.git;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static io.github.devopsagent.contract.FileWriting.writesAFile;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.github.devopsagent.elsewhere.Neighbour;
import io.github.devopsagent.git.forbidden.AsksAnotherAdapter;
import io.github.devopsagent.git.forbidden.UsesInternals;
import io.github.devopsagent.git.forbidden.WritesWithoutGit;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What this module may know. */
class GitArchitectureTest {

    private static final String HERE = "io.github.devopsagent.git..";

    private static final JavaClasses PRODUCTION = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.github.devopsagent.git");

    private static final JavaClasses FORBIDDEN = new ClassFileImporter()
            .importClasses(AsksAnotherAdapter.class, UsesInternals.class, WritesWithoutGit.class);

    private static final ArchRule KNOWS_ONLY_THE_PORTS_AND_GIT = classes()
            .that()
            .resideInAPackage(HERE)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    HERE,
                    "io.github.devopsagent.address",
                    "io.github.devopsagent.domain..",
                    "io.github.devopsagent.executor..",
                    "io.github.devopsagent.metric",
                    "io.github.devopsagent.plan..",
                    "io.github.devopsagent.text",
                    "io.github.devopsagent.veto..",
                    "java..",
                    "javax.net.ssl",
                    "io.vavr..",
                    "org.bouncycastle..",
                    "org.eclipse.jgit..",
                    "org.jspecify.annotations",
                    "org.slf4j..")
            .because("an adapter is added to a host alone: it knows the ports that it implements, and neither the agent"
                    + " nor other adapters");

    private static final ArchRule USES_WHAT_JGIT_PROMISES = classes()
            .that()
            .resideInAPackage(HERE)
            .should()
            .onlyDependOnClassesThat()
            .resideOutsideOfPackage("org.eclipse.jgit.internal..")
            .because("JGit's internal packages change without notice");

    private static final ArchRule READS_KEY_RINGS_ONLY_OF_OPEN_PGP = noClasses()
            .that()
            .haveNameNotMatching(".*\\.OpenPgpKey.*")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.bouncycastle..")
            .because("a host without signatures of OpenPGP has no Bouncy Castle");

    private static final DescribedPredicate<JavaAccess<?>> OF_A_MOVE =
            DescribedPredicate.describe("of the classes that a move consists of", access -> Set.of(
                            "IndexLock", "TrackedFiles", "UntrackedFilesInTheWay", "RefLock")
                    .contains(access.getOriginOwner().getName().replaceAll(".*\\.|\\$.*", "")));

    private static final ArchRule ONLY_GIT_WRITES = noClasses()
            .should()
            .accessTargetWhere(writesAFile().and(DescribedPredicate.not(OF_A_MOVE)))
            .because(
                    "a move that is interrupted anywhere is ended by another one, which holds for what JGit does to the"
                            + " repository and for the classes that take the index lock, change tracked files but for"
                            + " those of ignored directories, move untracked ones out of their way, and remove what a killed agent left");

    @Test
    void the_module_changes_files_through_git_alone() {
        ONLY_GIT_WRITES.check(PRODUCTION);
    }

    @Test
    void the_rule_finds_a_class_that_writes_without_git() {
        List<String> found =
                ONLY_GIT_WRITES.evaluate(FORBIDDEN).getFailureReport().getDetails();

        assertThat(List.of(
                        "java.nio.file.Files.writeString(",
                        "java.nio.file.Files.delete(",
                        "java.nio.channels.FileChannel.open(",
                        "java.io.FileOutputStream.<init>(",
                        "java.io.File.delete("))
                .allSatisfy(name -> assertThat(found).anyMatch(line -> line.contains(" <" + name)));
    }

    @Test
    void the_module_knows_only_the_ports_and_git() {
        KNOWS_ONLY_THE_PORTS_AND_GIT.check(PRODUCTION);
    }

    @Test
    void only_what_reads_an_open_pgp_key_ring_needs_bouncy_castle() {
        READS_KEY_RINGS_ONLY_OF_OPEN_PGP.check(PRODUCTION);
    }

    @Test
    void the_module_uses_what_jgit_promises() {
        USES_WHAT_JGIT_PROMISES.check(PRODUCTION);
    }

    @Test
    void only_the_entries_and_what_they_are_given_are_public() {
        assertThat(PRODUCTION.stream()
                        .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                        .filter(type -> !type.getPackageName().contains(".internal.")))
                .extracting(type -> type.getSimpleName())
                .containsExactlyInAnyOrder("GitAdapter", "GitExecutors", "AllowedSigners");
    }

    @Test
    void the_rule_finds_a_class_that_knows_more() {
        List<String> found = KNOWS_ONLY_THE_PORTS_AND_GIT
                .evaluate(FORBIDDEN)
                .getFailureReport()
                .getDetails();

        assertThat(found).anyMatch(line -> line.contains(Neighbour.class.getName()));
        assertThat(found).anyMatch(line -> line.contains("com.tngtech.archunit"));
    }

    @Test
    void the_rule_finds_a_class_that_uses_jgits_internals() {
        assertThat(USES_WHAT_JGIT_PROMISES.evaluate(FORBIDDEN).hasViolation()).isTrue();
    }
}
