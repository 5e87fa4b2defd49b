package io.github.devopsagent.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A message in our inbox, as far as it could be read: each part that is missing or malformed is empty.
 *
 * @param file its name, relative to the consensus directory
 * @param kind what it is, such as {@code veto} or {@code approval}
 * @param sender the role that sent it
 * @param epic the epic that it is about
 * @param date its day
 * @param timestamp its time
 * @param summary its summary lines
 */
public record InboxMessage(
        String file,
        Optional<String> kind,
        Optional<String> sender,
        Optional<String> epic,
        Optional<LocalDate> date,
        Optional<Instant> timestamp,
        List<String> summary) {

    /** Where our messages lie in a consensus directory: {@value}. */
    public static final String INBOX = "messages/inbox/devops";

    /** Checks and copies. */
    public InboxMessage {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(sender, "sender");
        Objects.requireNonNull(epic, "epic");
        Objects.requireNonNull(date, "date");
        Objects.requireNonNull(timestamp, "timestamp");
        summary = List.copyOf(summary);
    }

    /**
     * Whether this message is of a kind.
     *
     * @param expected such as {@code veto}
     * @return true if it is
     */
    public boolean is(String expected) {
        return kind.filter(expected::equals).isPresent();
    }

    /**
     * Whether this message is certainly later than another: by their times if both have one, else by their days.
     *
     * @param other the other message
     * @return true if it is; false if they tie or if it cannot be told
     */
    public boolean isLaterThan(InboxMessage other) {
        if (timestamp.isPresent() && other.timestamp.isPresent()) {
            return timestamp.get().isAfter(other.timestamp.get());
        }
        Optional<LocalDate> ours = day();
        Optional<LocalDate> theirs = other.day();
        return ours.isPresent() && theirs.isPresent() && ours.get().isAfter(theirs.get());
    }

    private Optional<LocalDate> day() {
        return date.or(() -> timestamp.map(moment -> LocalDate.ofInstant(moment, ZoneOffset.UTC)));
    }
}
