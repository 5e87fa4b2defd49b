package io.github.devopsagent.internal.evidence;

import static io.github.devopsagent.ConsensusFixture.aConsensus;
import static io.github.devopsagent.ScriptedShell.aShell;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.ConsensusDirectory;
import io.github.devopsagent.Outcome;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs on what a test tool has written in place of the protocol's test results. */
class ToolReportRunTest {

    private static final String PYTEST = """
            { "exitcode": 0, "root": "/project", "environment": {},
              "summary": {"passed": 1, "total": 1, "collected": 1},
              "collectors": [ {"nodeid": "", "outcome": "passed", "result": []} ],
              "tests": [ {"nodeid": "test_shop.py::test_sells", "outcome": "passed",
                          "setup": {"outcome": "passed"}, "call": {"outcome": "passed"}, "teardown": {"outcome": "passed"}} ] }
            """;

    @TempDir
    private Path temporary;

    private Outcome run(String report) {
        ConsensusDirectory consensus = aConsensus().withTestResults(report).in(temporary);
        Outcome outcome = consensus.run(aShell());
        consensus.assertValid();
        return outcome;
    }

    @Test
    void a_report_that_passed_is_deployed_without_an_epic_id() {
        assertThat(run(PYTEST)).isInstanceOf(Outcome.Deployed.class);
    }

    @Test
    void a_report_of_this_epic_is_deployed() {
        assertThat(run(PYTEST.replaceFirst("\\{", "{\"epic_id\": \"EP-1\","))).isInstanceOf(Outcome.Deployed.class);
    }

    @Test
    void a_report_of_another_epic_is_refused() {
        assertThat(run(PYTEST.replaceFirst("\\{", "{\"epic_id\": \"EP-2\",")).toString())
                .startsWith("REFUSED")
                .contains("epic_mismatch", "EP-2");
    }

    @Test
    void a_suite_that_did_not_run_is_a_veto() {
        assertThat(run(PYTEST.replace(
                                "\"result\": []}",
                                "\"result\": []}, {\"nodeid\": \"test_b.py\", \"outcome\": \"failed\"}"))
                        .toString())
                .startsWith("VETOED")
                .contains("tests_not_passing: 1 of 2 tests did not pass: test_b.py (did not run: collection failed)");
    }

    @Test
    void a_report_in_another_format_is_a_veto_that_names_it() {
        assertThat(run("<testsuites tests=\"1\" failures=\"0\"/>").toString())
                .startsWith("VETOED")
                .contains("invalid_test_results", "looks like JUnit XML", "junit-to-ctrf");
    }
}
