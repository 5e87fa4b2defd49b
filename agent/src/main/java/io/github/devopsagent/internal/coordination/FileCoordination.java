package io.github.devopsagent.internal.coordination;

import io.github.devopsagent.coordination.Claim;
import io.github.devopsagent.coordination.Coordination;
import io.github.devopsagent.coordination.Lease;
import io.github.devopsagent.coordination.LeaseHolder;
import io.github.devopsagent.coordination.LeaseKey;
import io.github.devopsagent.coordination.Worker;
import io.github.devopsagent.internal.disk.BrokenFileException;
import io.github.devopsagent.internal.disk.Digest;
import io.github.devopsagent.internal.environment.RunEnvironment;
import io.github.devopsagent.internal.files.RunDirectories;
import io.github.devopsagent.internal.lock.AgentIdentity;
import io.github.devopsagent.internal.lock.DirectoryLock;
import io.github.devopsagent.internal.lock.ReservationFile;
import io.github.devopsagent.internal.recovery.WorkInProgress;
import io.github.devopsagent.regex.LazyPattern;
import io.vavr.control.Either;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Keeps the agents of one machine apart: by a lock in the consensus directory, whose name is its path; and by one for each
 * target below the user's home directory, which is the same one for a terminal and for cron.
 */
public final class FileCoordination implements Coordination {

    private static final Duration PAUSE = Duration.ofMillis(50);

    private static final LazyPattern NOT_IN_NAMES = LazyPattern.of("[^A-Za-z0-9._-]");

    private static final int LONGEST_READABLE = 60;

    private final RunEnvironment runEnvironment;

    public FileCoordination(RunEnvironment runEnvironment) {
        this.runEnvironment = runEnvironment;
    }

    /** The identity of the host's settings is told beside the lock, which has room for more than a worker has. */
    @Override
    public Claim claim(LeaseKey key, String directory, Worker worker) {
        return new FileClaim(key);
    }

    private final class FileClaim implements Claim {

        private final LeaseKey key;

        FileClaim(LeaseKey key) {
            this.key = key;
        }

        @Override
        public Either<LeaseHolder, Lease> attempt() {
            Path directory = existing(key);
            Either<String, DirectoryLock> lock = DirectoryLock.acquire(
                    key,
                    runEnvironment.durable(),
                    directory,
                    runEnvironment.settings().identity(),
                    runEnvironment.clock().instant());
            return lock.isLeft() ? Either.left(DirectoryLock.endsItself(lock.getLeft())) : kept(lock.get());
        }

        /** An agent that works here without the lock is waited for like one that has it. */
        private Either<LeaseHolder, Lease> kept(DirectoryLock taken) {
            boolean isKept = false;
            try {
                Optional<String> found = new WorkInProgress(runEnvironment).agentWithoutLock(taken.file());
                isKept = found.isEmpty();
                return isKept
                        ? Either.right(taken)
                        : Either.left(
                                key.scope() == LeaseKey.Scope.TARGET
                                        ? DirectoryLock.endsItself(found.get())
                                        : new LeaseHolder(found.get(), "", Optional.empty(), Optional.empty(), 0));
            } finally {
                if (!isKept) {
                    taken.close();
                }
            }
        }

        @Override
        public Duration pause() {
            return PAUSE;
        }

        /** There is no line: who tries first has it. */
        @Override
        public void close() {}
    }

    @Override
    public Optional<LeaseHolder> holder(LeaseKey key) {
        Optional<Path> directory = found(key);
        Optional<String> who = directory.isPresent() && Files.isDirectory(directory.get())
                ? DirectoryLock.holderNow(directory.get())
                : Optional.empty();
        return who.isPresent() ? Optional.of(DirectoryLock.endsItself(who.get())) : Optional.empty();
    }

    @Override
    public Optional<Lease.Reservation> reservation(LeaseKey key) {
        Optional<Path> directory = found(key);
        return directory.isPresent()
                ? new ReservedRun(runEnvironment, new ReservationFile(directory.get())).unfinished()
                : Optional.empty();
    }

    private Path existing(LeaseKey key) {
        Path directory = place(key);
        if (key.scope() == LeaseKey.Scope.TARGET) {
            runEnvironment.durable().createOwnDirectories(directory);
        }
        return directory;
    }

    private Optional<Path> found(LeaseKey key) {
        return key.scope() == LeaseKey.Scope.TARGET && home().isEmpty() ? Optional.empty() : Optional.of(place(key));
    }

    private Path place(LeaseKey key) {
        return key.scope() == LeaseKey.Scope.TARGET
                ? target(key.name())
                : Path.of(key.name()).resolve(RunDirectories.NAME);
    }

    private Path target(String name) {
        Optional<Path> home = home();
        if (home.isEmpty()) {
            throw new BrokenFileException(
                    "locking",
                    Path.of("user.home"),
                    new IOException("the user's home directory (user.home) is '" + System.getProperty("user.home")
                            + "', which is no directory"));
        }
        // Machines can share a home directory, and their locks do not.
        return home.get()
                .resolve(".devops-agent")
                .resolve("targets")
                .resolve(machine())
                .resolve(nameOf(name));
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
