package io.github.devopsagent.machine.vocabulary;

import io.github.devopsagent.domain.Deployment.ProbeEntry;
import io.github.devopsagent.run.RunEvent;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * The last answers of one health check, as the record tells them. Its size does not grow with the number of answers.
 *
 * @param entries the newest at the end, {@value #MOST} at most
 */
public record ProbeHistory(List<ProbeEntry> entries) {

    /** So many answers of a check are told at most of each time that it was asked for something: {@value}. */
    public static final int MOST = 40;

    /** So many answers of all checks together are told at most, but one of each: {@value}. */
    public static final int MOST_OF_ALL = 4000;

    /** So many characters of what was observed are told: {@value}. */
    public static final int LONGEST_DETAIL = 200;

    /** It was not asked yet. */
    public static final ProbeHistory NONE = new ProbeHistory(List.of());

    public ProbeHistory {
        entries = List.copyOf(entries);
    }

    /**
     * The same history, with one answer more.
     *
     * @param probe the answer
     * @return the history
     */
    public ProbeHistory and(RunEvent.Probed probe) {
        Duration took = Duration.between(probe.startedAt(), probe.at());
        ProbeEntry entry = new ProbeEntry(
                probe.startedAt(),
                took.isNegative() ? Duration.ZERO : took,
                probe.healthy(),
                shortened(probe.detail()));
        return new ProbeHistory(Stream.concat(entries.stream(), Stream.of(entry))
                .skip(entries.size() < MOST ? 0 : 1)
                .toList());
    }

    private static String shortened(String detail) {
        if (detail.length() <= LONGEST_DETAIL) {
            return detail;
        }
        boolean splitsPair = Character.isHighSurrogate(detail.charAt(LONGEST_DETAIL - 1));
        return detail.substring(0, splitsPair ? LONGEST_DETAIL - 1 : LONGEST_DETAIL) + "…";
    }

    /**
     * What is told of it beside the other checks.
     *
     * @param checks how many checks there are, this one included
     * @return the newest at the end
     */
    public List<ProbeEntry> told(int checks) {
        int most = Math.min(MOST, Math.max(1, MOST_OF_ALL / Math.max(1, checks)));
        return entries.subList(Math.max(0, entries.size() - most), entries.size());
    }
}
