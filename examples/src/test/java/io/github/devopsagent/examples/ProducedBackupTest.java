package io.github.devopsagent.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.DevOpsAgent;
import io.github.devopsagent.Outcome;
import io.github.devopsagent.contract.FewerCases;
import io.github.devopsagent.plan.Monitoring;
import io.github.devopsagent.testkit.ConsensusBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real commands make a backup, or look as if they did. */
class ProducedBackupTest {

    private static final String LEAVES_NOTHING =
            "ABORTED: step 'dump' (backup/0) failed: it did not leave what it produces: ";

    @TempDir
    Path elsewhere = Path.of(".");

    @TempDir
    Path home = Path.of(".");

    @BeforeEach
    void the_last_dump_lies_there() throws IOException {
        Files.createDirectory(home.resolve("last"));
        Files.writeString(home.resolve("last.sql"), "dump of last week");
        Files.writeString(home.resolve("last/part"), "part of last week");
    }

    private Outcome backedUp(String command, String produces) throws IOException {
        Path consensus = ConsensusBuilder.ofPlan("""
                { "epic_id": "EP-1",
                  "backup": [ {"name": "dump", "run": "%s", "produces": "%s"} ],
                  "deployment_steps": [ {"run": "touch deployed"} ],
                  "rollback_plan": {"run": "rm deployed"},
                  "health_checks": [ {"run": "true"} ] }
                """.formatted(command, produces))
                .in(Files.createTempDirectory(elsewhere, "epic"));
        return DevOpsAgent.builder()
                .consensus(consensus)
                .workingDirectory(home)
                .monitoring(new Monitoring(Duration.ZERO, Duration.ofSeconds(1), 0))
                .run();
    }

    @FewerCases(every = 6)
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "dumps all ; echo 'create table' > app.sql ; app.sql",
                "overwrites ; echo 'create table' > last.sql ; last.sql",
                "appends ; echo more >> last.sql ; last.sql",
                "moves ; echo x > tmp && mv tmp last.sql ; last.sql",
                "into a new directory ; mkdir -p d/e && echo x > d/e/f ; d",
                "into an old directory ; echo x > last/next ; last",
                "beside it ; mkdir b && cd b && echo x > f ; b/f"
            })
    void a_backup_that_is_there_is_deployed_upon(String kind, String command, String produces) throws IOException {
        assertThat(backedUp(command, produces)).as(kind).isInstanceOf(Outcome.Deployed.class);
        assertThat(home.resolve("deployed")).exists();
    }

    @FewerCases(every = 6)
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "is not installed ; (no-such-dump > app.sql) || true ; app.sql ; is empty",
                "breaks in a pipe ; false | cat > app.sql ; app.sql ; is empty",
                "goes elsewhere ; cd last && echo x > app.sql ; app.sql ; is not there",
                "does nothing ; true ; last.sql ; is as it was",
                "only reads ; cat last.sql ; last.sql ; is as it was",
                "only changes its mode ; chmod 600 last.sql ; last.sql ; is as it was",
                "links the last one ; ln -s last.sql app.sql ; app.sql ; is a symbolic link",
                "makes a directory ; mkdir -p dump/schema ; dump ; has no file with anything",
                "touches a directory ; touch last ; last ; is as it was",
                "makes a pipe ; mkfifo app.sql ; app.sql ; is neither a regular file"
            })
    void a_backup_that_only_looks_like_one_is_not(String kind, String command, String produces, String why)
            throws IOException {
        assertThat(backedUp(command, produces))
                .as(kind)
                .asString()
                .startsWith(LEAVES_NOTHING)
                .contains(why);
        assertThat(home.resolve("deployed")).doesNotExist();
    }

    @Test
    void what_looks_like_a_pattern_is_a_fault_of_the_plan() throws IOException {
        assertThat(backedUp("echo x > app.sql", "*.sql"))
                .asString()
                .startsWith("VETOED")
                .contains("invalid_plan", "/backup/0/produces");
    }
}
