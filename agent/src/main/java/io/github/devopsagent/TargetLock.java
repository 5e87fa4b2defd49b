package io.github.devopsagent;

import io.github.devopsagent.directory.BrokenFileException;
import io.github.devopsagent.directory.Digest;
import io.github.devopsagent.directory.DirectoryLock;
import io.github.devopsagent.directory.Holder;
import io.github.devopsagent.veto.Refusal;
import io.github.devopsagent.veto.Source;
import io.vavr.control.Either;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Keeps two agents of a user on a machine from one target, whatever consensus directories they work on. It is a lock
 * below the user's home directory, which is the same one for a terminal and for cron.
 */
final class TargetLock {

    private static final Pattern NOT_IN_NAMES = Pattern.compile("[^A-Za-z0-9._-]");

    private static final int LONGEST_READABLE = 60;

    private final Workplace place;

    TargetLock(Workplace place) {
        this.place = place;
    }

    /**
     * Takes the lock, which is held until the ground is left.
     *
     * @param target its name; nothing is taken if there is none
     * @param run that is to work on it
     * @return why it could not be taken
     */
    Optional<Refusal> take(Optional<String> target, String run) {
        return target.flatMap(name -> take(name, run));
    }

    private Optional<Refusal> take(String target, String run) {
        Optional<Path> home = home();
        if (home.isEmpty()) {
            return Optional.of(refusal(
                    target,
                    "it cannot be locked: the user's home directory (user.home) is '" + System.getProperty("user.home")
                            + "', which is no directory; start Java with -Duser.home=… that this user may write to"));
        }
        Path directory = directory(home.get(), target);
        try {
            place.durable().createOwnDirectories(directory);
            Either<String, DirectoryLock> lock = PatientLocking.acquire(
                    place.settings().lockWait(),
                    place,
                    () -> DirectoryLock.acquire(
                            place.durable(),
                            directory,
                            place.settings().identity(),
                            place.clock().instant()));
            lock.forEach(taken -> hold(taken, run));
            return lock.isRight()
                    ? Optional.empty()
                    : Optional.of(refusal(
                            target,
                            "another agent works on it: " + lock.getLeft()
                                    + "; run again when it is done. The lock ends with its process"));
        } catch (BrokenFileException e) {
            return Optional.of(
                    refusal(
                            target,
                            "it cannot be locked: " + e.getMessage()
                                    + "; let this user write below its home directory, or start Java with another -Duser.home=…"));
        }
    }

    private void hold(DirectoryLock lock, String run) {
        place.ground().hold(lock);
        lock.announce(run + " of consensus directory " + place.settings().consensus());
    }

    private static Refusal refusal(String target, String why) {
        return new Refusal("target_held", "target '" + target + "': " + why, Source.of("target"));
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
    static String nameOf(String target) {
        String readable = NOT_IN_NAMES.matcher(target).replaceAll("_");
        return "t-" + readable.substring(0, Math.min(readable.length(), LONGEST_READABLE)) + "-" + digest(target);
    }

    /** Where the machine has no id of its own, its name has to do. */
    private String machine() {
        Holder self = place.settings().identity();
        return digest(self.machineId().orElse("host " + self.host()));
    }

    private static String digest(String text) {
        return Digest.of(text.getBytes(StandardCharsets.UTF_8)).substring(0, 16);
    }
}
