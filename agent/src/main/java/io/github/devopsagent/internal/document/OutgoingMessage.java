package io.github.devopsagent.internal.document;

import io.github.devopsagent.domain.Role;
import io.github.devopsagent.internal.json.JsonLayout;
import io.github.devopsagent.internal.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A message from devops to another role.
 *
 * @param to the role whose inbox it goes to
 * @param kind {@code veto} or {@code status}
 * @param epic the epic that it is about
 * @param date its day, in UTC
 * @param summary what happened, at least one line
 * @param next what has to be done
 * @param artifacts the files to look at, relative to the consensus directory
 * @param ts its time; written in whole seconds
 */
public record OutgoingMessage(
        Role to,
        String kind,
        String epic,
        LocalDate date,
        List<String> summary,
        List<String> next,
        List<String> artifacts,
        Instant ts) {

    private static final Set<String> KINDS = Set.of("veto", "status");
    private static final Pattern PART_OF_A_NAME = Pattern.compile("[A-Za-z0-9_-]+");

    /**
     * Refuses a message that no reader would take for one.
     *
     * @throws IllegalArgumentException if the kind is another, or there is no summary
     */
    public OutgoingMessage {
        if (!KINDS.contains(kind)) {
            throw new IllegalArgumentException("kind must be one of veto, status, found " + kind);
        }
        summary = List.copyOf(summary);
        next = List.copyOf(next);
        artifacts = List.copyOf(artifacts);
        if (summary.isEmpty()) {
            throw new IllegalArgumentException("summary must have at least one line");
        }
    }

    /**
     * The file's name, the same whenever the same message is written again.
     *
     * @param iteration the epic's iteration
     * @param run the id of the run, made of letters, digits, {@code _} and {@code -}
     * @return such as {@code 2025-12-31-devops-veto-EP-1-2-r1.json}
     * @throws IllegalArgumentException if the epic or the run has characters that do not belong in a file's name
     */
    public String fileName(int iteration, String run) {
        return String.join("-", date.toString(), "devops", kind, part(epic), Integer.toString(iteration), part(run))
                + ".json";
    }

    private static String part(String text) {
        if (!PART_OF_A_NAME.matcher(text).matches()) {
            throw new IllegalArgumentException("must consist of letters, digits, _ and -, found '" + text + "'");
        }
        return text;
    }

    /**
     * The bytes of the file that the addressee finds in its inbox.
     *
     * @return the same bytes for equal messages, valid by the protocol's schema, with a line end at the end
     */
    public byte[] toBytes() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("d", JsonText.quoted(date.toString()));
        fields.put("st", JsonText.quoted(kind));
        fields.put("r", JsonText.quoted(Role.DEVOPS.label()));
        fields.put("epic", JsonText.quoted(epic));
        fields.put("sm", list(summary));
        fields.put("nx", list(next));
        if (!artifacts.isEmpty()) {
            fields.put("artifacts", list(artifacts));
        }
        fields.put("ts", JsonText.quoted(ts.truncatedTo(ChronoUnit.SECONDS).toString()));
        return (JsonLayout.PRETTY.object(fields) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static String list(List<String> texts) {
        return JsonLayout.PRETTY
                .below(1)
                .list(texts.stream().map(JsonText::quoted).toList());
    }
}
