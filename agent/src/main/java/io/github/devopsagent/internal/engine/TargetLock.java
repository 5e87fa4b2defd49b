package io.github.devopsagent.internal.engine;

import io.github.devopsagent.internal.disk.BrokenFileException;
import io.github.devopsagent.internal.disk.Digest;
import io.github.devopsagent.internal.environment.LockWait;
import io.github.devopsagent.internal.environment.RunEnvironment;
import io.github.devopsagent.internal.lock.AgentIdentity;
import io.github.devopsagent.internal.lock.DirectoryLock;
import io.github.devopsagent.internal.recovery.WorkInProgress;
import io.github.devopsagent.regex.LazyPattern;
import io.github.devopsagent.veto.Refusal;
import io.github.devopsagent.veto.RefusalCodes;
import io.github.devopsagent.veto.Source;
import io.vavr.control.Either;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Keeps two agents of a user on a machine from one target, whatever consensus directories they work on. It is a lock
 * below the user's home directory, which is the same one for a terminal and for cron.
 */
public final class TargetLock {

    private static final LazyPattern NOT_IN_NAMES = LazyPattern.of("[^A-Za-z0-9._-]");

    private static final int LONGEST_READABLE = 60;

    private final RunEnvironment runEnvironment;
    private Optional<TargetMarker> note = Optional.empty();

    TargetLock(RunEnvironment runEnvironment) {
        this.runEnvironment = runEnvironment;
    }

    /**
     * Takes the lock, which is held until the call ends, for a run that is to begin.
     *
     * @param target its name; nothing is taken if there is none
     * @param run that is to work on it
     * @return why it could not be taken
     */
    Optional<Refusal> take(Optional<String> target, String run) {
        return target.isPresent() ? take(target.get(), run, false) : Optional.empty();
    }

    /**
     * Takes the lock, which is held until the call ends, for an unfinished run.
     *
     * @param target its name; nothing is taken if there is none
     * @param run that is gone on with
     * @return why it could not be taken
     */
    Optional<Refusal> takeAgain(Optional<String> target, String run) {
        return target.flatMap(name -> take(name, run, true));
    }

    /**
     * Looks whether the lock could be taken now, and takes nothing.
     *
     * @param target its name; nothing is looked at if there is none
     * @param run that is to work on it
     * @param isGoneOnWith whether this run is the unfinished one of its directory
     * @return what who tries to take it would be told; empty if nobody is seen
     */
    Optional<Refusal> heldNow(Optional<String> target, String run, boolean isGoneOnWith) {
        if (target.isEmpty()) {
            return Optional.empty();
        }
        return target.flatMap(name -> home().map(home -> directory(home, name))
                .filter(Files::isDirectory)
                .flatMap(directory -> LockWait.heldNow(directory)
                        .map(who -> "another agent works on it: " + who)
                        .or(() -> new TargetMarker(runEnvironment, directory, run).refusal(isGoneOnWith)))
                .map(why -> refusal(name, why)));
    }

    /** Where it is to be remembered that the run has begun; empty if no lock was taken. */
    Optional<TargetMarker> note() {
        return note;
    }

    private Optional<Refusal> take(String target, String run, boolean isGoneOnWith) {
        Optional<Path> home = home();
        if (home.isEmpty()) {
            return Optional.of(refusal(
                    target,
                    "it cannot be locked: the user's home directory (user.home) is '" + System.getProperty("user.home")
                            + "', which is no directory; start Java with -Duser.home=… that this user may write to"));
        }
        Path directory = directory(home.get(), target);
        try {
            runEnvironment.durable().createOwnDirectories(directory);
            Either<String, DirectoryLock> lock = LockWait.acquire(
                    "target '" + target + "'",
                    runEnvironment.settings().limits().lockWait(),
                    runEnvironment,
                    () -> tryLock(directory));
            return lock.fold(who -> Optional.of(refusal(target, "another agent works on it: " + who)), taken -> hold(
                            taken, new TargetMarker(runEnvironment, taken.directory(), run), run, isGoneOnWith)
                    .map(why -> refusal(target, why)));
        } catch (BrokenFileException e) {
            return Optional.of(
                    refusal(
                            target,
                            "it cannot be locked: " + e.getMessage()
                                    + "; let this user write below its home directory, or start Java with another -Duser.home=…"));
        }
    }

    private Either<LockWait.LockHeld, DirectoryLock> tryLock(Path directory) {
        Either<String, DirectoryLock> lock = DirectoryLock.acquire(
                runEnvironment.durable(),
                directory,
                runEnvironment.settings().identity(),
                runEnvironment.clock().instant());
        return LockWait.unless(lock, () -> new WorkInProgress(runEnvironment)
                .agentWithoutLock(lock.get().file())
                .map(LockWait.LockHeld::endsItself));
    }

    private Optional<String> hold(DirectoryLock lock, TargetMarker ofRun, String run, boolean isGoneOnWith) {
        runEnvironment.ownership().hold(lock);
        Optional<String> refusal = ofRun.refusal(isGoneOnWith);
        if (refusal.isEmpty()) {
            lock.announce(
                    run + " of consensus directory " + runEnvironment.settings().consensus());
            note = Optional.of(ofRun);
            if (isGoneOnWith) {
                ofRun.write();
            }
        }
        return refusal;
    }

    /** A run of this directory has come to its end without the lock, since nothing of it was executed any more. */
    void forget(Optional<String> target) {
        target.ifPresent(name -> home().map(home -> directory(home, name))
                .filter(directory -> Files.exists(directory.resolve(TargetMarker.FILE)))
                .ifPresent(this::forget));
    }

    /** If another agent has the lock, it has looked at the marker itself: it is refused, or has found the run ended. */
    @SuppressWarnings("EmptyCatch")
    private void forget(Path directory) {
        try {
            tryLock(directory).forEach(lock -> {
                try (lock) {
                    new TargetMarker(runEnvironment, directory, "").removeIfOver();
                }
            });
        } catch (BrokenFileException ignored) {
            // It stays, and whoever takes the lock looks whether it still holds.
        }
    }

    private static Refusal refusal(String target, String why) {
        return new Refusal(RefusalCodes.TARGET_HELD, "target '" + target + "': " + why, Source.of("target"));
    }

    private static Optional<Path> home() {
        try {
            return Optional.ofNullable(System.getProperty("user.home"))
                    .map(Path::of)
                    .filter(Path::isAbsolute)
                    .filter(Files::isDirectory);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private Path directory(Path home, String target) {
        // Machines can share a home directory, and their locks do not.
        return home.resolve(".devops-agent")
                .resolve("targets")
                .resolve(machine())
                .resolve(nameOf(target));
    }

    /** People find it by its name; the digest tells it from others that look alike, or differ in their case only. */
    public static String nameOf(String target) {
        String readable = NOT_IN_NAMES.matcher(target).replaceAll("_");
        return "t-" + readable.substring(0, Math.min(readable.length(), LONGEST_READABLE)) + "-" + digest(target);
    }

    /** Where the machine has no id of its own, its name has to do. */
    private String machine() {
        AgentIdentity self = runEnvironment.settings().identity();
        return digest(self.machineId().orElse("host " + self.host()));
    }

    private static String digest(String text) {
        return Digest.of(text.getBytes(StandardCharsets.UTF_8)).substring(0, 16);
    }
}
