package io.github.devopsagent.postgres;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static io.github.devopsagent.contract.FileWriting.writesAFile;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.github.devopsagent.domain.Status;
import io.github.devopsagent.postgres.forbidden.KnowsTooMuch;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** What this module may know. */
class PostgresArchitectureTest {

    private static final String HERE = "io.github.devopsagent.postgres..";

    private static final JavaClasses PRODUCTION = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.github.devopsagent.postgres");

    private static final JavaClasses FORBIDDEN = new ClassFileImporter().importClasses(KnowsTooMuch.class);

    private static final ArchRule KNOWS_THE_PORTS_AND_WHAT_HOSTS_SEE = classes()
            .that()
            .resideInAPackage(HERE)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    HERE,
                    "io.github.devopsagent",
                    "io.github.devopsagent.address",
                    "io.github.devopsagent.coordination",
                    "io.github.devopsagent.executor",
                    "io.github.devopsagent.veto",
                    "java..",
                    "javax.sql",
                    "io.vavr..",
                    "org.jspecify.annotations")
            .because("the driver is the host's; and this one adapter knows what hosts see of the agent, since what dead"
                    + " workers have left is taken up by agents; what a password in an address is, core knows");

    private static final ArchRule KNOWS_THE_AGENT_IN_ONE_PLACE = noClasses()
            .that()
            .resideInAPackage("io.github.devopsagent.postgres.internal..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.github.devopsagent")
            .because("leases and journals are the ports' alone");

    private static final ArchRule WRITES_NO_FILE =
            noClasses().should().accessTargetWhere(writesAFile()).because("what workers share lies in the database");

    @Test
    void the_module_knows_the_ports_and_what_hosts_see_of_the_agent() {
        KNOWS_THE_PORTS_AND_WHAT_HOSTS_SEE.check(PRODUCTION);
    }

    @Test
    void leases_and_journals_know_no_agent() {
        KNOWS_THE_AGENT_IN_ONE_PLACE.check(PRODUCTION);
    }

    @Test
    void the_module_writes_no_file() {
        WRITES_NO_FILE.check(PRODUCTION);
    }

    @Test
    void the_rule_finds_a_class_that_knows_more() {
        assertThat(KNOWS_THE_PORTS_AND_WHAT_HOSTS_SEE
                        .evaluate(FORBIDDEN)
                        .getFailureReport()
                        .getDetails())
                .anyMatch(line -> line.contains(Status.class.getName()))
                .anyMatch(line -> line.contains(PGSimpleDataSource.class.getName()));
    }
}
