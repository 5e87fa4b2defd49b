package io.github.devopsagent.internal.audit;

import io.github.devopsagent.DeploymentHistory;
import io.github.devopsagent.DeploymentHistory.PastDeployment;
import io.github.devopsagent.DeploymentHistory.UnreadableRecord;
import io.github.devopsagent.domain.Deployment;
import io.github.devopsagent.internal.disk.BrokenFileException;
import io.github.devopsagent.internal.document.DeploymentIds;
import io.github.devopsagent.internal.document.RecordContradictions;
import io.github.devopsagent.internal.files.RecordFile;
import io.github.devopsagent.internal.json.JsonView;
import io.github.devopsagent.internal.json.Printable;
import io.vavr.control.Either;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Reads what the records of an epic tell in short. Nothing is changed, and of each record only a few fields are kept. */
public final class HistoryReader {

    private static final String SUFFIX = ".json";
    private static final int LONGEST_REASON = 2000;

    private final Path consensus;
    private final Optional<String> epic;
    private final List<PastDeployment> entries = new ArrayList<>();
    private final List<UnreadableRecord> unreadable = new ArrayList<>();

    private HistoryReader(Path consensus, Optional<String> epic) {
        this.consensus = consensus;
        this.epic = epic;
    }

    /**
     * Reads the records of an epic.
     *
     * @param consensus the consensus directory
     * @param epic its id; empty for all epics
     * @throws BrokenFileException if the directory of the records cannot be listed
     */
    public static DeploymentHistory of(Path consensus, Optional<String> epic) {
        return new HistoryReader(consensus, epic).history();
    }

    private DeploymentHistory history() {
        List<String> ids = ids();
        List<String> read = ids.subList(0, Math.min(ids.size(), DeploymentHistory.MOST_READ));
        read.forEach(this::read);
        Map<String, String> undoing = rollbacks(true);
        Map<String, String> failing = rollbacks(false);
        return new DeploymentHistory(
                epic,
                entries.stream()
                        .map(entry -> undoneBy(entry, found(undoing, entry), found(failing, entry)))
                        .toList(),
                unreadable,
                ids.size() - read.size());
    }

    /** The newest rollbacks on demand that succeeded, or that did not, by what they were to undo. */
    private Map<String, String> rollbacks(boolean succeeded) {
        Map<String, String> found = new HashMap<>();
        for (PastDeployment entry : entries) {
            boolean isContradictory = !entry.contradictions().isEmpty();
            boolean isSuch = succeeded
                    ? entry.result() == Deployment.Result.ROLLED_BACK && !isContradictory
                    : entry.result() == Deployment.Result.ROLLBACK_FAILED || isContradictory;
            if (isSuch && entry.rollsBack().isPresent()) {
                found.putIfAbsent(entry.epicId() + " " + entry.rollsBack().get(), entry.deploymentId());
            }
        }
        return found;
    }

    private static Optional<String> found(Map<String, String> rollbacks, PastDeployment entry) {
        return Optional.ofNullable(rollbacks.get(entry.epicId() + " " + entry.deploymentId()));
    }

    private static PastDeployment undoneBy(PastDeployment entry, Optional<String> other, Optional<String> failed) {
        return other.isEmpty() && failed.isEmpty()
                ? entry
                : new PastDeployment(
                        entry.deploymentId(),
                        entry.epicId(),
                        entry.environment(),
                        entry.result(),
                        entry.startedAt(),
                        entry.endedAt(),
                        entry.duration(),
                        entry.reason(),
                        entry.rollsBack(),
                        other,
                        other.isPresent() ? Optional.empty() : failed,
                        entry.contradictions());
    }

    /** The newest first. */
    private List<String> ids() {
        Path directory = consensus.resolve(Deployment.DIRECTORY);
        List<String> ids = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, "*" + SUFFIX)) {
            for (Path file : found) {
                String name = file.getFileName().toString();
                String id = name.substring(0, name.length() - SUFFIX.length());
                if (DeploymentIds.isId(id)) {
                    ids.add(id);
                } else {
                    unreadable(name, "its name is no id of a deployment, such as DEP-001");
                }
            }
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (DirectoryIteratorException e) {
            throw new BrokenFileException(
                    "listing", directory, Objects.requireNonNullElse(e.getCause(), new IOException(e)));
        } catch (IOException e) {
            throw new BrokenFileException("listing", directory, e);
        }
        ids.sort(Comparator.comparingInt(DeploymentIds::order)
                .thenComparing(Comparator.naturalOrder())
                .reversed());
        return ids;
    }

    private void unreadable(String name, String why) {
        unreadable.add(new UnreadableRecord(Deployment.DIRECTORY + "/" + Printable.text(name), Printable.text(why)));
    }

    private void read(String id) {
        Either<String, PastDeployment> read = entry(id).peekLeft(why -> unreadable(id + SUFFIX, why));
        read.toJavaOptional()
                .filter(entry -> epic.isEmpty() || epic.equals(Optional.of(entry.epicId())))
                .ifPresent(entries::add);
    }

    /** One record; or why it cannot be read. */
    private Either<String, PastDeployment> entry(String id) {
        try {
            return RecordFile.of(consensus, id)
                    .read()
                    .flatMap(JsonView::document)
                    .flatMap(record -> entry(id, record));
        } catch (IllegalArgumentException e) {
            return Either.left(String.valueOf(e.getMessage()));
        }
    }

    private static Either<String, PastDeployment> entry(String id, JsonView record) {
        String named = text(record, "deployment_id");
        if (!named.equals(id)) {
            return Either.left("it says that it is '" + named + "'");
        }
        String status = text(record, "status");
        Optional<Deployment.Result> result = Arrays.stream(Deployment.Result.values())
                .filter(each -> each.label().equals(status))
                .findFirst();
        if (result.isEmpty()) {
            return Either.left("'" + status + "' is no status of a deployment");
        }
        Instant startedAt = instant(record, "started_at");
        Instant endedAt = instant(record, "timestamp");
        Duration duration = record.whole("duration_ms")
                .map(Duration::ofMillis)
                // Of an earlier version; the end is written in whole seconds.
                .orElseGet(() -> Duration.between(startedAt, endedAt));
        return Either.right(new PastDeployment(
                id,
                text(record, "epic_id"),
                text(record, "environment"),
                result.get(),
                startedAt,
                endedAt,
                duration.isNegative() ? Duration.ZERO : duration,
                record.object("failure")
                        .flatMap(failure -> failure.text("reason"))
                        .map(HistoryReader::bounded),
                record.text("rolls_back"),
                Optional.empty(),
                Optional.empty(),
                new RecordContradictions(record).sentences()));
    }

    private static String bounded(String reason) {
        return reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON) + "…";
    }

    private static String text(JsonView record, String name) {
        return record.text(name).orElseThrow(() -> new IllegalArgumentException("it has no '" + name + "'"));
    }

    private static Instant instant(JsonView record, String name) {
        return record.instant(name)
                .orElseThrow(() ->
                        new IllegalArgumentException("it has no moment '" + name + "' such as 2025-12-31T14:00:00Z"));
    }
}
