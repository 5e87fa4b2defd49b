package io.github.devopsagent.internal.document;

import io.github.devopsagent.domain.Deployment;
import io.github.devopsagent.internal.json.TrustedJson;
import io.github.devopsagent.plan.Stage;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * What the record of a deployment that was aborted says, as far as the next run needs it to tell whether it repeats it.
 *
 * @param epicId such as {@code EP-1}
 * @param deploymentId such as {@code DEP-001}
 * @param startedAt when its first run began
 * @param repeated how often it was tried again
 * @param lastDeploymentId the id of its last run
 * @param basis what was to be deployed, and where
 * @param cause why it was aborted
 * @param warnings what was found on the way
 */
public record AbortedRecord(
        String epicId,
        String deploymentId,
        Instant startedAt,
        int repeated,
        String lastDeploymentId,
        Basis basis,
        Cause cause,
        List<String> warnings) {

    /**
     * What differs from run to run although nothing has changed: process ids, ports, times, ids, digests, the names of
     * temporary files; that is, every word with a digit in it.
     */
    private static final Pattern CHANGING =
            Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}|\\b\\p{XDigit}{8,}\\b|\\b\\w*\\d\\w*");

    /** How many findings a reason does not name. */
    private static final Pattern UNNAMED = Pattern.compile("; and \\d+ more$");

    public AbortedRecord {
        warnings = List.copyOf(warnings);
    }

    /**
     * What was to be deployed, and where.
     *
     * @param planDigest SHA-256 of {@code plan.json}
     * @param environment where it was to be deployed to
     */
    public record Basis(String planDigest, String environment) {}

    /**
     * Why a deployment was aborted.
     *
     * @param stage in which stage
     * @param place in which step; empty if in none
     * @param exit what is known of the step's process; empty if nothing is
     * @param reason for people
     * @param inDoubt whether a step may still run
     */
    public record Cause(String stage, Optional<String> place, Optional<String> exit, String reason, boolean inDoubt) {

        /**
         * Whether a run that was aborted for one of these causes tells nothing new beside the other: in the same step,
         * with the same exit code, and for the same reason but for what changes from run to run. What is in doubt is
         * always new.
         *
         * @param other another cause
         * @return true if it is the same
         */
        public boolean isSameAs(Cause other) {
            return !inDoubt
                    && !other.inDoubt
                    && stage.equals(other.stage)
                    && place.equals(other.place)
                    && exit.equals(other.exit)
                    && lasting(reason).equals(lasting(other.reason));
        }
    }

    /**
     * Reads what an earlier abort has recorded.
     *
     * @param record the bytes of {@code deployment.json} or of a record in {@code deployments}
     * @return what it says; empty if it cannot be read, or tells of no abort
     */
    public static Optional<AbortedRecord> read(byte[] record) {
        try {
            JsonNode root = TrustedJson.strict(record);
            return Deployment.Result.ABORTED.label().equals(root.path("status").asString(""))
                    ? Optional.of(read(root))
                    : Optional.empty();
        } catch (IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private static AbortedRecord read(JsonNode root) {
        String id = text(root, "deployment_id");
        String path = root.path("failure").path("place").asString("");
        List<JsonNode> steps = root.path("steps_executed").values().stream()
                .flatMap(stage -> stage.path("steps").values().stream())
                .toList();
        boolean inDoubt = steps.stream().anyMatch(step -> Deployment.Mark.IN_DOUBT
                .label()
                .equals(step.path("status").asString("")));
        Optional<String> exit = steps.stream()
                .filter(step -> path.equals(step.path("place").asString("")))
                .flatMap(step -> Stream.of(step.path("exit_code"), step.path("signal")))
                .filter(value -> !value.isMissingNode())
                .map(JsonNode::asString)
                .reduce((code, signal) -> code + " " + signal);
        return new AbortedRecord(
                text(root, "epic_id"),
                id,
                Instant.parse(text(root, "started_at")),
                repeated(root.path("repeated")),
                root.path("last_deployment_id").asString(id),
                new Basis(text(root.path("evidence"), "plan_sha256"), text(root, "environment")),
                new Cause(
                        text(root.path("failure"), "stage"),
                        Optional.of(path).filter(text -> !text.isEmpty()),
                        exit,
                        text(root.path("failure"), "reason"),
                        inDoubt),
                root.path("warnings").values().stream()
                        .map(each -> each.asString(""))
                        .toList());
    }

    private static int repeated(JsonNode node) {
        if (!node.isMissingNode() && !(node.isInt() && node.intValue() > 0 && node.intValue() < Integer.MAX_VALUE)) {
            throw new IllegalArgumentException("repeated is no number of ours");
        }
        return node.asInt(0);
    }

    private static String text(JsonNode node, String field) {
        return Optional.of(node.path(field).asString(""))
                .filter(text -> !text.isEmpty())
                .orElseThrow(() -> new IllegalArgumentException("there is no " + field));
    }

    /**
     * Whether another run was aborted for the same reason while it was to deploy the same.
     *
     * @param other what its record says
     * @return true if the other one tells nothing new
     */
    public boolean isRepeatedBy(AbortedRecord other) {
        return epicId.equals(other.epicId) && basis.equals(other.basis) && cause.isSameAs(other.cause);
    }

    /**
     * How often the deployment was tried again, a further run included, which may have been counted already.
     *
     * @param run the id of that run
     * @return at least 1
     */
    public int repeatedBy(String run) {
        return Math.max(1, lastDeploymentId.equals(run) ? repeated : repeated + 1);
    }

    /**
     * Whether pre-flight found the same when this deployment was aborted, without a step that had run.
     *
     * @param nowBasis what is to be deployed now
     * @param reason why a run would be aborted now
     * @param errors everything that pre-flight finds wrong now
     * @return true if nothing has changed
     */
    public boolean wasAbortedFor(Basis nowBasis, String reason, List<String> errors) {
        List<String> known = warnings.stream().map(AbortedRecord::lasting).toList();
        return basis.equals(nowBasis)
                && cause.isSameAs(new Cause(
                        Stage.PRE_FLIGHT.label(), Optional.empty(), Optional.empty(), reason, cause.inDoubt()))
                && unnamed(cause.reason()).equals(unnamed(reason))
                && errors.stream().map(AbortedRecord::lasting).allMatch(known::contains);
    }

    private static String unnamed(String reason) {
        return UNNAMED.matcher(reason)
                .results()
                .map(MatchResult::group)
                .findFirst()
                .orElse("");
    }

    private static String lasting(String text) {
        return CHANGING.matcher(text).replaceAll("#");
    }
}
