package io.github.devopsagent.json;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Counts deployments: {@code DEP-001}, {@code DEP-002} and so on, for each epic. */
public final class DeploymentIds {

    private static final Pattern ID = Pattern.compile("DEP-(\\d{1,9})");

    private DeploymentIds() {}

    /**
     * The next id of an epic.
     *
     * @param epicId the epic
     * @param records the ids of the records that are there, with their content
     * @param latest the content of {@code deployment.json}; empty if there is none
     * @param taken further ids that are in use, by whatever epic
     * @return the number after the epic's highest, or the next one that no other epic's record has
     */
    public static String next(
            String epicId, Map<String, byte[]> records, Optional<byte[]> latest, Collection<String> taken) {
        Set<Integer> used = IntStream.concat(numbers(records.keySet()), numbers(taken))
                .boxed()
                .collect(Collectors.toSet());
        IntStream ours = records.entrySet().stream()
                .filter(record -> epicId.equals(text(record.getValue(), "epic_id")))
                .flatMapToInt(record -> number(record.getKey()).stream());
        IntStream last = latest.filter(bytes -> epicId.equals(text(bytes, "epic_id")))
                .map(bytes -> number(text(bytes, "deployment_id")).stream())
                .orElse(IntStream.empty());
        int next = IntStream.concat(ours, last).max().orElse(0) + 1;
        while (used.contains(next)) {
            next++;
        }
        return String.format(Locale.ROOT, "DEP-%03d", next);
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

    private static IntStream numbers(Collection<String> ids) {
        return ids.stream().flatMapToInt(id -> number(id).stream());
    }

    private static OptionalInt number(String id) {
        Matcher matcher = ID.matcher(id);
        return matcher.matches() ? OptionalInt.of(Integer.parseInt(matcher.group(1))) : OptionalInt.empty();
    }

    private static String text(byte[] document, String field) {
        return OwnJson.read(document).path(field).asString("");
    }
}
