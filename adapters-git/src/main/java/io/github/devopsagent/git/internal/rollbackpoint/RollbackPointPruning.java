package io.github.devopsagent.git.internal.rollbackpoint;

import io.github.devopsagent.git.internal.message.FirstPaths;
import io.github.devopsagent.git.internal.message.GitRefusal;
import io.github.devopsagent.git.internal.repository.CommitWriter;
import io.github.devopsagent.git.internal.repository.RecordedState;
import io.github.devopsagent.git.internal.repository.RollbackRef;
import io.github.devopsagent.git.internal.steprecord.StepRecordStore;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevTag;
import org.eclipse.jgit.revwalk.RevWalk;

/** Deletes old rollback points, and the records of steps that belong to them. */
final class RollbackPointPruning {

    private static final Pattern STEP = Pattern.compile(Pattern.quote(StepRecordStore.PREFIX) + "([^/]+)/([^/]+)/.+");

    private final Repository repository;
    private final int keeping;
    private final List<String> failed = new ArrayList<>();

    RollbackPointPruning(Repository repository, int keeping) {
        this.repository = repository;
        this.keeping = keeping;
    }

    /**
     * What was deleted after a point was created, as the end of a sentence; never a failure, since the point is there.
     *
     * <p>The last good one stays: it records what a deployment had left that was proven healthy. So does the newest of another
     * commit, which is the last good one where the records do not tell: re-deployments of one broken commit do not push it
     * out.
     *
     * @param checkedOut what the created point records
     */
    String after(RollbackRef created, ObjectId checkedOut) {
        try {
            List<String> pruned = prune(created, checkedOut);
            return (pruned.isEmpty() ? "" : "; pruned the old " + FirstPaths.of(pruned))
                    + (failed.isEmpty() ? "" : "; could not prune " + FirstPaths.of(failed));
        } catch (IOException | RuntimeException e) {
            return "; old points could not be pruned: " + e;
        }
    }

    private List<String> prune(RollbackRef created, ObjectId checkedOut) throws IOException {
        List<RecordedPoint> points = points();
        Set<RollbackRef> kept = new HashSet<>(Set.of(created));
        points.stream()
                .filter(point -> !point.recorded().head().commit().equals(checkedOut))
                .findFirst()
                .ifPresent(other -> kept.add(other.ref()));
        points.stream().filter(RecordedPoint::proven).findFirst().ifPresent(lastGood -> kept.add(lastGood.ref()));
        List<RollbackRef> pruned = new ArrayList<>();
        List<String> names = new ArrayList<>();
        int excess = points.size() - keeping;
        for (int i = points.size() - 1; i >= 0 && pruned.size() < excess; i--) {
            RecordedPoint point = points.get(i);
            if (!kept.contains(point.ref())) {
                pruned.add(point.ref());
                delete(point.ref().name(), point.value()).ifPresent(names::add);
            }
        }
        names.addAll(pruneSteps(points, created, pruned));
        return names;
    }

    /** The points that we made, the newest first. */
    private List<RecordedPoint> points() throws IOException {
        List<RecordedPoint> points = new ArrayList<>();
        for (Ref ref : repository.getRefDatabase().getRefsByPrefix(RollbackRef.PREFIX)) {
            Optional<RollbackRef> name = RollbackRef.named(ref.getName());
            if (name.isPresent()) {
                point(name.get(), ref).ifPresent(points::add);
            }
        }
        points.sort(
                Comparator.comparing((RecordedPoint point) -> point.recorded().since())
                        .thenComparing(point -> point.ref().name())
                        .reversed());
        return points;
    }

    private Optional<RecordedPoint> point(RollbackRef name, Ref ref) throws IOException {
        ObjectId value = ref.getObjectId();
        try {
            return Optional.of(new RecordedPoint(
                    name, value, name.recordedIn(repository, value), RollbackRef.isProven(repository, ref)));
        } catch (GitRefusal notOurs) {
            return Optional.empty();
        }
    }

    /** Of deployments whose point is gone, or that have none and are not among the newest. */
    private List<String> pruneSteps(List<RecordedPoint> points, RollbackRef created, Collection<RollbackRef> pruned)
            throws IOException {
        List<PrunableRecord> steps = steps();
        Map<RollbackRef, Instant> began = new HashMap<>();
        steps.forEach(step -> began.merge(step.deployment(), step.at(), RollbackPointPruning::later));
        points.forEach(
                point -> began.merge(point.ref().deployment(), point.recorded().since(), RollbackPointPruning::later));
        Set<RollbackRef> kept = newest(began).collect(Collectors.toCollection(HashSet::new));
        pruned.forEach(ref -> kept.remove(ref.deployment()));
        points.stream()
                .map(RecordedPoint::ref)
                .filter(ref -> !pruned.contains(ref))
                .forEach(ref -> kept.add(ref.deployment()));
        kept.add(created.deployment());
        List<String> names = new ArrayList<>();
        for (PrunableRecord step : steps) {
            if (!kept.contains(step.deployment())) {
                delete(step.name(), step.value()).ifPresent(names::add);
            }
        }
        return names;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private Stream<RollbackRef> newest(Map<RollbackRef, Instant> began) {
        return began.entrySet().stream()
                .sorted(Map.Entry.<RollbackRef, Instant>comparingByValue()
                        .thenComparing(entry -> entry.getKey().name())
                        .reversed())
                .limit(keeping)
                .map(Map.Entry::getKey);
    }

    /** The records of steps that we made. */
    private List<PrunableRecord> steps() throws IOException {
        List<PrunableRecord> steps = new ArrayList<>();
        try (RevWalk walk = new RevWalk(repository)) {
            for (Ref ref : repository.getRefDatabase().getRefsByPrefix(StepRecordStore.PREFIX)) {
                Matcher parts = STEP.matcher(ref.getName());
                if (parts.matches()
                        && walk.parseAny(ref.getObjectId()) instanceof RevTag tag
                        && tag.getTaggerIdent() != null
                        && CommitWriter.isAgent(tag.getTaggerIdent())) {
                    RollbackRef deployment = new RollbackRef(parts.group(1), parts.group(2));
                    Instant at = tag.getTaggerIdent().getWhenAsInstant();
                    steps.add(new PrunableRecord(deployment, ref.getName(), ref.getObjectId(), at));
                }
            }
        }
        return steps;
    }

    /** The name, if the ref had the value until now; otherwise it is noted. */
    private Optional<String> delete(String name, ObjectId value) throws IOException {
        RefUpdate update = repository.updateRef(name);
        update.setExpectedOldObjectId(value);
        update.setForceUpdate(true);
        RefUpdate.Result result = update.delete();
        return switch (result) {
            case FORCED, FAST_FORWARD, NO_CHANGE, NEW -> Optional.of(name);
            default -> {
                failed.add(name + " (" + result.name().toLowerCase(Locale.ROOT).replace('_', ' ') + ")");
                yield Optional.empty();
            }
        };
    }

    /** A rollback point, the value of its ref that was read, and whether what it records was proven healthy. */
    private record RecordedPoint(RollbackRef ref, ObjectId value, RecordedState recorded, boolean proven) {}

    /** The record of a step. */
    private record PrunableRecord(RollbackRef deployment, String name, ObjectId value, Instant at) {}
}
