package io.github.devopsagent.internal.document;

import io.github.devopsagent.internal.json.TrustedJson;
import io.github.devopsagent.regex.LazyPattern;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;

/** Counts deployments: {@code DEP-001}, {@code DEP-002} and so on, for each epic. */
public final class DeploymentIds {

    private static final LazyPattern ID = LazyPattern.of("DEP-(\\d{1,9})");

    /** The highest number that the pattern of an id can hold. */
    static final int HIGHEST = 999_999_999;

    private static final int FEWEST_DIGITS = 3;

    private DeploymentIds() {}

    /**
     * The next id of an epic.
     *
     * @param epicId whose deployments they are, such as {@code EP-1}
     * @param ids of the records that are there
     * @param records those of them that may have a number of the epic's that is higher than all others, with their content
     * @param latest the content of {@code deployment.json}; empty if there is none
     * @param taken further ids that are in use, by whatever epic
     * @param highest the highest number that is known to have been given, whatever is left of it
     * @return the number after the epic's highest, or the next one that no other epic's record has
     * @throws UncheckedIOException if the records leave no number
     */
    public static String next(
            String epicId,
            Set<String> ids,
            Map<String, byte[]> records,
            Optional<byte[]> latest,
            Collection<String> taken,
            int highest) {
        Set<Integer> used = new HashSet<>();
        addNumbers(ids, used);
        addNumbers(taken, used);
        int highestOfRecords = latest.isPresent() ? highestIn(latest.get(), epicId) : 0;
        for (Map.Entry<String, byte[]> record : records.entrySet()) {
            if (isOf(epicId, record.getValue())) {
                int number = Math.max(order(record.getKey()), highestIn(record.getValue(), epicId));
                highestOfRecords = Math.max(highestOfRecords, number);
            }
        }
        int next = unused(Math.max(highest, highestOfRecords), used);
        if (next > HIGHEST) {
            // A record that somebody made up must not end the counting; what we gave is remembered.
            next = unused(highest, used);
        }
        if (next > HIGHEST) {
            throw new UncheckedIOException(new IOException("artifacts/deployments has the record DEP-" + HIGHEST
                    + ", after which there is no further id; rename it"));
        }
        return id(next);
    }

    /** The highest number in what a record of the epic's says; 0 if there is none, or if it is another epic's. */
    private static int highestIn(byte[] record, String epicId) {
        return isOf(epicId, record)
                ? Math.max(order(text(record, "deployment_id")), order(text(record, "last_deployment_id")))
                : 0;
    }

    /**
     * The id of a number.
     *
     * @param number of a deployment
     * @return such as {@code DEP-001}
     */
    public static String id(int number) {
        String digits = Integer.toString(number);
        return "DEP-" + "0".repeat(Math.max(0, FEWEST_DIGITS - digits.length())) + digits;
    }

    private static int unused(int after, Set<Integer> used) {
        int next = after + 1;
        while (used.contains(next)) {
            next++;
        }
        return next;
    }

    /**
     * By what ids are ordered.
     *
     * @param id such as {@code DEP-001}
     * @return its number; 0 if it is none
     */
    public static int order(String id) {
        return number(id).orElse(0);
    }

    /**
     * Whether a name is an id.
     *
     * @param name the name of a record or a directory
     * @return true if it is one
     */
    public static boolean isId(String name) {
        return number(name).isPresent();
    }

    /**
     * Which epic a record of a deployment is about.
     *
     * @param record its content
     * @return the epic's id; empty if it does not say
     */
    public static Optional<String> epic(byte[] record) {
        return Optional.of(text(record, "epic_id")).filter(epic -> !epic.isBlank());
    }

    /**
     * Whether a record is of an epic.
     *
     * @param epicId such as {@code EP-1}
     * @param record its content
     * @return true if it says so
     */
    public static boolean isOf(String epicId, byte[] record) {
        return epicId.equals(text(record, "epic_id"));
    }

    private static void addNumbers(Collection<String> ids, Set<Integer> numbers) {
        for (String id : ids) {
            OptionalInt number = number(id);
            if (number.isPresent()) {
                numbers.add(number.getAsInt());
            }
        }
    }

    /**
     * The number of the id with which a text begins.
     *
     * @param text such as the reason of a blocker of ours
     * @return the number; 0 if it begins with something else
     */
    public static int leading(String text) {
        Matcher matcher = ID.matcher(text);
        return matcher.lookingAt() ? Integer.parseInt(matcher.group(1)) : 0;
    }

    static OptionalInt number(String id) {
        Matcher matcher = ID.matcher(id);
        return matcher.matches() ? OptionalInt.of(Integer.parseInt(matcher.group(1))) : OptionalInt.empty();
    }

    private static String text(byte[] document, String field) {
        return TrustedJson.read(document).path(field).asString("");
    }
}
