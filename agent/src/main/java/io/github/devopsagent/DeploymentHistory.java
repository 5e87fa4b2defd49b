package io.github.devopsagent;

import static java.util.stream.Collectors.joining;

import io.github.devopsagent.domain.Deployment;
import io.github.devopsagent.internal.answer.AnswerJson;
import io.github.devopsagent.internal.document.DeploymentIds;
import io.github.devopsagent.internal.json.Durations;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The deployments of an epic, as their records tell them.
 *
 * @param epicId the epic of {@code status.json}; empty if that cannot be read, and then the deployments are those of all
 *     epics
 * @param deployments the newest first, by the number of their id
 * @param unreadable what lies in the place of records and cannot be read
 * @param notRead how many older records were not read: at most {@value #MOST_READ} are
 */
public record DeploymentHistory(
        Optional<String> epicId, List<PastDeployment> deployments, List<UnreadableRecord> unreadable, int notRead) {

    /** So many records are read at most, the newest ones. */
    public static final int MOST_READ = 10_000;

    public DeploymentHistory {
        Objects.requireNonNull(epicId, "epicId");
        deployments = List.copyOf(deployments);
        unreadable = List.copyOf(unreadable);
    }

    /**
     * A deployment.
     *
     * @param deploymentId such as {@code DEP-001}
     * @param epicId whose it is
     * @param environment where it was deployed to
     * @param result how it ended
     * @param startedAt when it began: whole seconds
     * @param endedAt when it ended, with a rollback if there was one: whole seconds
     * @param duration from the beginning to the end, whoever worked on it and however long nobody did
     * @param reason what went wrong, the first 2000 characters of it; empty if nothing did
     * @param rollsBack the deployment that this one was to undo; empty if it deployed
     * @param rolledBackBy the newest deployment that undid this one; empty if none did. What undid itself has the result
     *     {@link Deployment.Result#ROLLED_BACK}
     * @param rollbackFailedBy the newest deployment that was to undo this one, and failed to or has a record that contradicts
     *     itself, so that nobody knows what of it is left; empty if none was, or if one undid it
     * @param contradictions what in the record cannot be true at once, sentences for people; if there is one, nobody can tell
     *     from the record what was deployed
     */
    public record PastDeployment(
            String deploymentId,
            String epicId,
            String environment,
            Deployment.Result result,
            Instant startedAt,
            Instant endedAt,
            Duration duration,
            Optional<String> reason,
            Optional<String> rollsBack,
            Optional<String> rolledBackBy,
            Optional<String> rollbackFailedBy,
            List<String> contradictions) {

        public PastDeployment {
            Objects.requireNonNull(deploymentId, "deploymentId");
            Objects.requireNonNull(epicId, "epicId");
            Objects.requireNonNull(environment, "environment");
            Objects.requireNonNull(result, "result");
            Objects.requireNonNull(startedAt, "startedAt");
            Objects.requireNonNull(endedAt, "endedAt");
            Objects.requireNonNull(duration, "duration");
            Objects.requireNonNull(reason, "reason");
            Objects.requireNonNull(rollsBack, "rollsBack");
            Objects.requireNonNull(rolledBackBy, "rolledBackBy");
            Objects.requireNonNull(rollbackFailedBy, "rollbackFailedBy");
            contradictions = List.copyOf(contradictions);
        }

        private boolean isContradictory() {
            return !contradictions.isEmpty();
        }

        /** As an aborted run has not, if its record can be believed. */
        private boolean mayHaveDeployed() {
            return result != Deployment.Result.ABORTED || isContradictory();
        }

        private AnswerJson json() {
            AnswerJson json = new AnswerJson()
                    .put("deployment_id", deploymentId)
                    .put("epic_id", epicId)
                    .put("environment", environment)
                    .put("status", result.label())
                    .put("started_at", startedAt.toString())
                    .put("timestamp", endedAt.toString())
                    .put("duration_ms", duration.toMillis())
                    .putKnown("reason", reason)
                    .putKnown("rolls_back", rollsBack)
                    .putKnown("rolled_back_by", rolledBackBy)
                    .putKnown("rollback_failed_by", rollbackFailedBy);
            return contradictions.isEmpty() ? json : json.texts("contradictions", contradictions);
        }

        /** One line for people. */
        @Override
        public String toString() {
            return deploymentId + " "
                    + (contradictions.isEmpty()
                            ? result.label()
                            : "IN DOUBT: its record contradicts itself (" + String.join("; ", contradictions) + ")")
                    + ", to " + environment + ", at "
                    + startedAt.truncatedTo(ChronoUnit.SECONDS) + " for " + Durations.format(duration)
                    + rollsBack.map(", rolls back "::concat).orElse("")
                    + rolledBackBy.map(", rolled back by "::concat).orElse("")
                    + rollbackFailedBy
                            .map(by -> ", IN DOUBT: its rollback by " + by + " failed")
                            .orElse("")
                    + reason.map(why -> ": " + why.lines().findFirst().orElse(""))
                            .orElse("");
        }
    }

    /**
     * A file in the place of a record that cannot be read.
     *
     * @param file relative to the consensus directory
     * @param reason why, for people
     */
    public record UnreadableRecord(String file, String reason) {

        private static final String SUFFIX = ".json";

        public UnreadableRecord {
            Objects.requireNonNull(file, "file");
            Objects.requireNonNull(reason, "reason");
        }

        /**
         * Whose record it should be.
         *
         * @return such as {@code DEP-001}; empty if the file is not named for a deployment
         */
        public Optional<String> deploymentId() {
            return Optional.of(file.substring(file.lastIndexOf('/') + 1))
                    .filter(name -> name.endsWith(SUFFIX))
                    .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                    .filter(DeploymentIds::isId);
        }

        private AnswerJson json() {
            return new AnswerJson().put("file", file).put("reason", reason);
        }

        /** One line for people. */
        @Override
        public String toString() {
            return file + " cannot be read: " + reason;
        }
    }

    /**
     * What lies in the place of the newest record, if that cannot be read: then nobody can tell from the records what was
     * deployed last. A run that was aborted changes nothing of it, so its record makes none older.
     *
     * @return empty if no file in the place of a record is newer than all {@link #deployments()} that were not aborted
     */
    public Optional<UnreadableRecord> newestUnreadable() {
        int newest = deployments.stream()
                .filter(PastDeployment::mayHaveDeployed)
                .mapToInt(each -> DeploymentIds.order(each.deploymentId()))
                .max()
                .orElse(-1);
        return unreadable.stream()
                .filter(each -> each.deploymentId()
                        .filter(id -> DeploymentIds.order(id) > newest)
                        .isPresent())
                .findFirst();
    }

    /**
     * Why a person has to look at the system, as far as the records tell: the newest cannot be read or contradicts itself, or a
     * rollback has failed, and nothing was deployed or rolled back since. A run that was aborted changes nothing of it. What is
     * unfinished {@link DevOpsAgent#inspect} tells.
     *
     * @return for people; empty if nobody has to, or nothing is recorded
     */
    public Optional<String> needsPerson() {
        return newestUnreadable().map(UnreadableRecord::toString).or(() -> deployments.stream()
                .filter(PastDeployment::mayHaveDeployed)
                .findFirst()
                .filter(each -> each.result() == Deployment.Result.ROLLBACK_FAILED || each.isContradictory())
                .map(PastDeployment::toString));
    }

    /**
     * The history as JSON, of the schema {@code history.schema.json}; what is not known is left out.
     *
     * @return an object in one line, with {@code "type": "history"} first
     */
    public String toJson() {
        return AnswerJson.of("history")
                .putKnown("epic_id", epicId)
                .objects(
                        "deployments",
                        deployments.stream().map(PastDeployment::json).toList())
                .objects(
                        "unreadable",
                        unreadable.stream().map(UnreadableRecord::json).toList())
                .put("not_read", notRead)
                .text();
    }

    /** A line for each deployment, for people. */
    @Override
    public String toString() {
        return Stream.of(
                        deployments.stream().map(PastDeployment::toString),
                        unreadable.stream().map(UnreadableRecord::toString),
                        Stream.of("and " + notRead + " older records, which were not read")
                                .filter(line -> notRead > 0))
                .flatMap(lines -> lines)
                .collect(joining("\n"));
    }
}
