package io.github.devopsagent.internal.recovery;

import static io.github.devopsagent.ConsensusFixture.aConsensus;

import io.github.devopsagent.ConsensusDirectory;
import io.github.devopsagent.ConsensusFixture;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** The ways that a run can take if nothing disturbs it. */
public enum UndisturbedRun {
    SUCCESS("", "success"),
    FAILURE("two", "rolled_back"),
    /** Every step succeeds and every check is healthy, and its metrics are worse than before. */
    WORSE("", "rolled_back"),
    FAILED_ROLLBACK("two,undo one", "rollback_failed"),
    BEYOND_RETURN("two", "rollback_failed"),
    ABORTED("dump", "aborted"),
    VETO("", "");

    private static final String PLAN = """
            "preflight": [ {"run": "look"} ],
            "backup": [ {"run": "dump"} ],
            "deployment_steps": [
              {"run": "one", "rollback": {"run": "undo one"}},
              {"run": "two", "rollback": {"run": "undo two"}},
              {"run": "three", "rollback": {"run": "undo three"}} ]
            """;

    /** Its first step cannot be undone, so that nothing is. */
    private static final String IRREVERSIBLE = PLAN.replace(
                    "\"one\", \"rollback\": {\"run\": \"undo one\"}", "\"one\", \"irreversible\": true")
            .concat(", \"rollback_plan\": {\"run\": \"undo all\"}");

    private static final String WATCHED = PLAN.concat("""
            , "monitoring": { "duration": "1ms", "period": "1ms", "failure_limit": 0, "metrics": [
                {"name": "errors", "run": "count", "increase_at_most": 0},
                {"name": "load", "run": "count", "before": "1ms", "at_most_times_before": 2} ] }
            """);

    private final String failing;
    private final String result;

    UndisturbedRun(String failing, String result) {
        this.failing = failing;
        this.result = result;
    }

    /** Its place in the list: matrices of different runs try different cells. */
    public int number() {
        return List.of(values()).indexOf(this);
    }

    /** The status of the deployment if nothing disturbs it; empty for a veto. */
    public String result() {
        return result;
    }

    public ConsensusDirectory in(Path directory) {
        String plan = this == BEYOND_RETURN ? IRREVERSIBLE : this == WORSE ? WATCHED : PLAN;
        ConsensusFixture consensus = aConsensus().withPlanOf(plan).withHistory("");
        return (this == VETO ? consensus.withoutQaApproval().withoutTestResults() : consensus).in(directory);
    }

    public RecordingShell effects(Path directory) {
        return new RecordingShell(directory.resolve("effects"), Set.of(failing.split(",")));
    }
}
