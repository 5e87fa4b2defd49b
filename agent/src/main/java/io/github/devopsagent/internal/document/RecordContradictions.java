package io.github.devopsagent.internal.document;

import io.github.devopsagent.internal.json.JsonView;
import java.util.ArrayList;
import java.util.List;

/**
 * What in a record cannot be true at once, so that the agent has not written it so: such a record is nobody's success.
 *
 * @param deployment the record
 */
public record RecordContradictions(JsonView deployment) {

    private static final List<String> STATUSES = List.of("success", "aborted", "rolled_back", "rollback_failed");

    /**
     * Looks for all of them.
     *
     * @return sentences for people, without a full stop; empty if there is none
     */
    public List<String> sentences() {
        String status = deployment.text("status").orElse("");
        List<String> found = new ArrayList<>();
        if (!STATUSES.contains(status)) {
            found.add("its status is '" + status + "', which is none that the agent writes");
        }
        if (status.equals("success")) {
            addFailures(found);
            addStages(found);
            addChecks(found);
            deployment
                    .object("monitoring")
                    .ifPresentOrElse(
                            window -> addWindow(window, found),
                            () -> found.add("it says success, and has no monitor window"));
        }
        if (status.equals("aborted") && hasStep("deploy", "success")) {
            found.add("it says aborted, and a deploy step succeeded");
        }
        if (status.equals("rolled_back") && !isVerifiedRollback()) {
            found.add("it says rolled_back, and not that this was verified and without a fault");
        }
        if (status.equals("rolled_back") && hasStep("rollback", "failed")) {
            found.add("it says rolled_back, and a step of the rollback failed");
        }
        return List.copyOf(found);
    }

    /** Whether a stage lists a step with this status. */
    private boolean hasStep(String stage, String status) {
        return deployment.objects("steps_executed").stream()
                .filter(each -> each.text("step").filter(stage::equals).isPresent())
                .flatMap(each -> each.objects("steps").stream())
                .anyMatch(step -> step.text("status").filter(status::equals).isPresent());
    }

    private void addFailures(List<String> found) {
        if (deployment.has("failure")) {
            found.add("it says success, and names a failure");
        }
        if (deployment.has("rollback")) {
            found.add("it says success, and tells of a rollback");
        }
    }

    private void addStages(List<String> found) {
        List<JsonView> stages = deployment.objects("steps_executed");
        if (stages.isEmpty()) {
            found.add("it says success, and lists no stage");
        }
        stages.stream()
                .filter(stage ->
                        !isSuccess(stage) || !stage.objects("steps").stream().allMatch(RecordContradictions::isSuccess))
                .forEach(stage -> found.add("it says success, and not all of stage '"
                        + stage.text("step").orElse("") + "' succeeded"));
    }

    private static boolean isSuccess(JsonView stageOrStep) {
        return stageOrStep.text("status").orElse("").equals("success");
    }

    /** Before the deployment a check may fail. */
    private void addChecks(List<String> found) {
        deployment.objects("health_checks").stream()
                .filter(check -> check.object("verification")
                        .flatMap(seen -> seen.text("verdict"))
                        .filter("failed"::equals)
                        .isPresent())
                .forEach(check -> found.add("it says success, and health check '"
                        + check.text("name").orElse("") + "' failed after the deployment"));
    }

    /** A failed last sample is an anomaly, whatever number of others may fail. */
    private static void addWindow(JsonView window, List<String> found) {
        long samples = window.whole("samples").orElse(0L);
        if (samples > 0 && window.whole("failed_samples").orElse(0L) >= samples) {
            found.add("it says success, and every sample of the monitor window failed");
        }
        window.objects("health_checks").stream()
                .filter(RecordContradictions::isLastAnswerBad)
                .forEach(check -> found.add("it says success, and the last answer of health check '"
                        + check.text("name").orElse("") + "' in the monitor window was not healthy"));
    }

    private static boolean isLastAnswerBad(JsonView check) {
        return check.objects("last").stream()
                .reduce((earlier, later) -> later)
                .flatMap(answer -> answer.bool("healthy"))
                .filter(isHealthy -> !isHealthy)
                .isPresent();
    }

    /**
     * A deploy step may be in doubt, as is that of an agent that was killed, where a step of the rollback succeeded: it was
     * undone, whatever it did.
     */
    private boolean isVerifiedRollback() {
        JsonView rollback = deployment.object("rollback").orElse(JsonView.NONE);
        return List.of("healthy", "as_before").contains(rollback.text("health").orElse(""))
                && rollback.texts("faults").isEmpty()
                && rollback.texts("in_doubt").stream().noneMatch(RecordContradictions::isOfRollback)
                && (hasStep("rollback", "success")
                        || rollback.texts("in_doubt").stream().noneMatch(RecordContradictions::isOfDeployment));
    }

    private static boolean isOfRollback(String place) {
        return place.startsWith("rollback_") || place.contains("/rollback/");
    }

    private static boolean isOfDeployment(String place) {
        return place.startsWith("deployment_steps/");
    }
}
