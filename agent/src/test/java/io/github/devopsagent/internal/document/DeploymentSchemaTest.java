package io.github.devopsagent.internal.document;

import static io.github.devopsagent.ConsensusFixture.aConsensus;
import static io.github.devopsagent.ScriptedShell.aShell;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.ConsensusDirectory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The JSON Schema of {@code deployment.json}: what others may rely on, and what we may not write. */
class DeploymentSchemaTest {

    private static final Pattern OBJECT = Pattern.compile("\\{(?=\\s*\")");

    @TempDir
    private Path temporary;

    private String record() {
        ConsensusDirectory consensus = aConsensus().withPlanOf("""
                        "backup": [ {"run": "dump", "env": {"A": "b"}} ],
                        "deployment_steps": [ {"run": "deploy"} ], "rollback_plan": {"run": "undo"}
                        """).in(temporary);
        consensus.run(aShell().failing("deploy"));
        return consensus.text("artifacts/deployment.json");
    }

    private static byte[] with(String record, MatchResult object) {
        return (record.substring(0, object.end()) + "\"of_a_later_version\": {}," + record.substring(object.end()))
                .getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void a_later_version_may_add_fields_to_every_object() {
        String record = record();
        List<MatchResult> objects = OBJECT.matcher(record).results().toList();
        assertThat(objects).hasSizeGreaterThan(15);
        assertThat(objects).allSatisfy(object -> assertThat(Schemas.DEPLOYMENT.errorsIn(with(record, object)))
                .isEmpty());
    }

    @Test
    void a_field_that_we_write_and_do_not_describe_is_found_by_our_tests() {
        String record = record();
        assertThat(Schemas.OUR_DEPLOYMENT.errorsIn(record.getBytes(StandardCharsets.UTF_8)))
                .isEmpty();
        // What an executor is given is an object of its own.
        List<MatchResult> objects = OBJECT.matcher(record)
                .results()
                .filter(object -> !record.substring(0, object.start()).endsWith("\"with\" : "))
                .toList();
        assertThat(objects).allSatisfy(object -> assertThat(Schemas.OUR_DEPLOYMENT.errorsIn(with(record, object)))
                .isNotEmpty());
    }
}
