package io.github.devopsagent.internal.plan;

import io.github.devopsagent.internal.json.Spelling;
import io.github.devopsagent.internal.json.Spelling.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What each object of a plan may say, and in which words. The documentation and the JSON Schema are compared with it. */
final class PlanVocabulary {

    /** The fields of a list of steps in an object: exactly one of them. */
    static final List<String> STEP_LISTS = List.of("steps", "procedure", "commands");

    private static final List<Spelling> RUN = List.of(
            Spelling.of("script", "run", Value.THE_SAME),
            Spelling.of("commands", "run", Value.THE_SAME),
            Spelling.of("command", "run", Value.NO_LIST),
            Spelling.of("cmd", "run", Value.NO_LIST));

    private static final List<Spelling> OF_STEPS = List.of(
            Spelling.of("cwd", "working_directory", Value.THE_SAME),
            Spelling.of("workdir", "working_directory", Value.THE_SAME),
            Spelling.of("working_dir", "working_directory", Value.THE_SAME),
            Spelling.of("workingDirectory", "working_directory", Value.THE_SAME),
            Spelling.of("environment", "env", Value.OBJECT));

    private static final List<Spelling> OF_CHECKS = List.of(
            Spelling.of("url", "http", Value.THE_SAME),
            Spelling.of("expected_status", "expect_status", Value.THE_SAME),
            Spelling.of("expected_body", "expect_body", Value.THE_SAME));

    /** The plan itself. What else the protocol has in it is for other roles. */
    static final Vocabulary PLAN = new Vocabulary(
            "the plan",
            FieldWords.list("epic_id environment preflight backup deployment_steps rollback_plan"
                    + " health_checks monitoring"),
            FieldWords.list("workstreams testing_matrix $schema"),
            List.of(),
            RefusedFields.OF_PLANS,
            MisnamedFields.OF_PLANS,
            RefusedWords.OF_PLANS,
            (name, value) -> SectionsInside.fault(name, value, false).or(() -> UnknownSections.fault(name, value)));

    /** A step, and a step's rollback. */
    static final Vocabulary STEP = new Vocabulary(
            "a step",
            FieldWords.list("name run uses with rollback timeout env working_directory idempotent retries"
                    + " retry_delay"
                    + " irreversible produces"),
            Set.of(),
            all(List.of(RUN, OF_STEPS, Spelling.withUnits("timeout"), Spelling.withUnits("retry_delay"))),
            RefusedFields.OF_STEPS,
            Map.of(),
            RefusedWords.OF_STEPS);

    static final Vocabulary CHECK = new Vocabulary(
            "a health check",
            FieldWords.list(
                    "name run http method headers basic_auth bearer_token follow_redirects ca_file insecure expect_status"
                            + " expect_body expect_json max_time tcp uses with after initial_delay startup_timeout period"
                            + " timeout success_threshold failure_threshold"),
            Set.of(),
            all(List.of(
                    RUN,
                    OF_CHECKS,
                    Spelling.withUnits("initial_delay"),
                    Spelling.withUnits("startup_timeout"),
                    Spelling.withUnits("period"),
                    Spelling.withUnits("timeout"))),
            RefusedFields.OF_CHECKS,
            Map.of(),
            RefusedWords.OF_CHECKS);

    static final Vocabulary MONITORING = new Vocabulary(
            "monitoring",
            FieldWords.list("duration period failure_limit metrics"),
            Set.of(),
            all(List.of(Spelling.withUnits("duration"), Spelling.withUnits("period"))),
            RefusedFields.OF_MONITORING,
            Map.of(),
            RefusedWords.OF_MONITORING);

    /** A rollback plan that lists its steps. */
    static final Vocabulary ROLLBACK_PLAN = new Vocabulary(
            "the rollback plan",
            FieldWords.list(String.join(" ", STEP_LISTS)),
            Set.of(),
            List.of(),
            ofStepLists(),
            Map.of(),
            RefusedWords.OF_ROLLBACK_PLANS);

    private PlanVocabulary() {}

    private static List<Spelling> all(List<List<Spelling>> spellings) {
        List<Spelling> all = new ArrayList<>();
        for (List<Spelling> each : spellings) {
            all.addAll(each);
        }
        return List.copyOf(all);
    }

    /** Fields that decide how a step runs: an object that only holds a list cannot say them, each of its steps can. */
    private static Map<String, String> ofStepLists() {
        Map<String, String> refused = new LinkedHashMap<>(RefusedFields.OF_ROLLBACK_PLANS);
        Set<String> ofSteps = new LinkedHashSet<>(STEP.known());
        for (Spelling spelling : all(List.of(RUN, OF_STEPS))) {
            ofSteps.add(spelling.name());
        }
        ofSteps.add("timeout_seconds");
        for (String harmless : STEP_LISTS) {
            ofSteps.remove(harmless);
        }
        ofSteps.remove("name");
        for (String name : ofSteps) {
            refused.put(name, "write it in each of the steps");
        }
        for (Map.Entry<String, String> ofStep : STEP.refused().entrySet()) {
            refused.putIfAbsent(ofStep.getKey(), ofStep.getValue());
        }
        refused.put("irreversible", "it is of a deployment step: nothing that comes after it is rolled back");
        refused.put("produces", "it is of a backup step: what it leaves");
        for (String list : STEP_LISTS) {
            refused.remove(list);
        }
        // What it is called there is how the whole is undone, in words.
        refused.remove("strategy");
        return refused;
    }
}
