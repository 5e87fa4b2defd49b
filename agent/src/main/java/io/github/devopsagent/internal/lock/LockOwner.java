package io.github.devopsagent.internal.lock;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code lock-owner} tells of who holds the lock of a directory, or held it last and did not give it back.
 *
 * @param text all of it, for people
 * @param host of the process
 * @param user who runs it
 * @param pid its number
 * @param since when it took the lock; empty if that is not told
 * @param run for which it holds the lock; empty before that is known
 * @param mark by which the process is found on its machine; empty if an earlier version wrote it
 */
public record LockOwner(
        String text,
        String host,
        String user,
        long pid,
        Optional<Instant> since,
        Optional<String> run,
        Optional<String> mark) {

    static final String FILE = "lock-owner";

    /** What {@link DirectoryLock} writes: an agent's identity, since when, and for what. */
    private static final Pattern TEXT = Pattern.compile(
            "pid (?<pid>\\d{1,18}) on host (?<host>.*), user (?<user>.*), process started .*, held since (?<since>\\S+?)"
                    + "(?:, run (?<run>.+))?");

    /**
     * What is told now.
     *
     * @param directory what is guarded
     * @return who it is; empty if nothing is told that can be read
     */
    public static Optional<LockOwner> of(Path directory) {
        Optional<List<String>> record = DirectoryLock.record(directory);
        if (record.isEmpty() || record.get().isEmpty()) {
            return Optional.empty();
        }
        List<String> lines = record.get();
        return read(lines.get(0).strip(), lines.size() > 1 ? Optional.of(lines.get(1)) : Optional.empty());
    }

    private static Optional<LockOwner> read(String text, Optional<String> mark) {
        Matcher parts = TEXT.matcher(text);
        return parts.matches()
                ? Optional.of(new LockOwner(
                        text,
                        parts.group("host"),
                        parts.group("user"),
                        Long.parseLong(parts.group("pid")),
                        instant(parts.group("since")),
                        Optional.ofNullable(parts.group("run")),
                        mark))
                : Optional.empty();
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /**
     * Whether it is another process than this one, and lives. Whoever gives a lock back takes this away first, so that the
     * lock is held then.
     *
     * @return false also if it cannot be seen from here
     */
    public boolean isAnotherThatLives() {
        return mark.filter(AgentIdentity::isAnotherThatLives).isPresent();
    }

    /**
     * Whether it tells of the process of an agent.
     *
     * @param agent who may be meant
     * @return false if that is not certain
     */
    public boolean isOf(AgentIdentity agent) {
        return mark.equals(Optional.of(agent.mark()));
    }
}
