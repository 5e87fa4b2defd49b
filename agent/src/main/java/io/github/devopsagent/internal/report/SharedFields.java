package io.github.devopsagent.internal.report;

import io.github.devopsagent.inbox.EpicSpelling;
import io.github.devopsagent.internal.json.DocumentFaults;
import io.github.devopsagent.internal.json.Printable;
import io.github.devopsagent.regex.LazyPattern;
import io.github.devopsagent.veto.RefusalCodes;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What every format may have: the epic, and the commit that was tested. */
final class SharedFields {

    static final String EPIC = "epic_id";

    /** Names under which an epic's id may stand as well; "epic" may be a title. */
    private static final Set<String> OTHER_EPICS = Set.of("epicid", "epickey", "epic");

    private static final LazyPattern ID = LazyPattern.of("(?:[\\p{L}\\p{N}]{1,50}[-_.]){0,5}[\\p{L}\\p{N}]{0,50}[0-9]");
    private static final LazyPattern BETWEEN_WORDS = LazyPattern.of("[\\s_.-]+");

    private static final int MOST_OTHERS = 20;

    private final DocumentFaults faults;
    private Optional<String> epicId = Optional.empty();
    private Optional<String> commit = Optional.empty();
    private final Map<String, String> others = new LinkedHashMap<>();

    SharedFields(DocumentFaults faults) {
        this.faults = faults;
    }

    Optional<String> epicId() {
        return epicId;
    }

    Optional<String> commit() {
        return commit;
    }

    /** Whether the id of an epic may stand under a name. */
    static boolean isEpic(String name) {
        return name.length() <= 20
                && OTHER_EPICS.contains(
                        BETWEEN_WORDS.matcher(name).replaceAll("").toLowerCase(Locale.ROOT));
    }

    /** Reads the epic's id under one of its names. */
    void readEpicId(ReportStream in, String pointer, String name) {
        if (name.equals(EPIC)) {
            readEpicId(in, pointer);
        } else if (in.isObject()) {
            in.fields(each -> each.equals("id") || each.equals("key"), each -> other(in, pointer + "/" + each));
        } else {
            other(in, pointer);
        }
    }

    private void other(ReportStream in, String pointer) {
        String id = in.scalar().strip();
        boolean isTitle = pointer.toLowerCase(Locale.ROOT).endsWith("/epic")
                && !ID.matcher(id).matches();
        if (!id.isEmpty() && !isTitle && others.size() < MOST_OTHERS) {
            others.put(pointer, id);
        }
    }

    /** When all is read: the epic's id is the same under each of its names, or stands only under another one. */
    void conclude() {
        for (Map.Entry<String, String> other : others.entrySet()) {
            String id = other.getValue();
            boolean isSame = epicId.isPresent() && EpicSpelling.of(epicId.get()).isNamedIn(id);
            epicId = isSame ? epicId : same(epicId, Optional.of(id), other.getKey(), "epic");
        }
    }

    private void readEpicId(ReportStream in, String pointer) {
        epicId = same(epicId, text(in, pointer), pointer, "epic");
    }

    private Optional<String> same(Optional<String> before, Optional<String> found, String pointer, String what) {
        if (found.isPresent() && before.isPresent() && !found.equals(before)) {
            faults.add(
                    RefusalCodes.WRONG_VALUE,
                    pointer,
                    "the " + what + " " + Printable.line(found.get(), 60) + " here, and "
                            + Printable.line(before.get(), 60) + " elsewhere in the file",
                    "one " + what,
                    "remove the wrong one");
        }
        return before.isPresent() ? before : found;
    }

    /** Reads an object in which the epic's id may stand. */
    void readEpic(ReportStream in, String pointer) {
        if (in.isObject()) {
            in.fields(SharedFields::isEpic, name -> readEpicId(in, pointer + "/" + name, name));
        } else {
            in.skip();
        }
    }

    /** Written as text, an environment names no commit; that is for the rules to judge. */
    void readEnvironment(ReportStream in, String pointer) {
        if (!in.isObject()) {
            in.skip();
            return;
        }
        in.fields(name -> name.equals("commit") || name.equals("extra") || isEpic(name), name -> {
            switch (name) {
                case "commit" -> commit = same(commit, text(in, pointer + "/commit"), pointer + "/commit", "commit");
                case "extra" -> readEpic(in, pointer + "/extra");
                default -> readEpicId(in, pointer + "/" + name, name);
            }
        });
    }

    private Optional<String> text(ReportStream in, String pointer) {
        if (in.isText()) {
            String text = in.text();
            return text.isBlank() ? Optional.empty() : Optional.of(text);
        }
        if (!in.isNull()) {
            wrongType(in, pointer, "a string", "write it in quotes");
            in.skip();
        }
        return Optional.empty();
    }

    void wrongType(ReportStream in, String pointer, String allowed, String fix) {
        String found =
                in.isObject() ? "an object" : in.isList() ? "a list" : "the value " + Printable.line(in.text(), 60);
        faults.add(RefusalCodes.WRONG_TYPE, pointer, found, allowed, fix);
    }
}
