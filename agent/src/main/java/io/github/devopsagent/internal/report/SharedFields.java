package io.github.devopsagent.internal.report;

import io.github.devopsagent.internal.json.DocumentFaults;
import io.github.devopsagent.internal.json.Printable;
import io.github.devopsagent.veto.RefusalCodes;
import java.util.Optional;
import java.util.Set;

/** What every format may have: the epic, and the commit that was tested. */
final class SharedFields {

    static final String EPIC = "epic_id";

    private final DocumentFaults faults;
    private Optional<String> epicId = Optional.empty();
    private Optional<String> commit = Optional.empty();

    SharedFields(DocumentFaults faults) {
        this.faults = faults;
    }

    Optional<String> epicId() {
        return epicId;
    }

    Optional<String> commit() {
        return commit;
    }

    /** Reads the epic's id itself. */
    void readEpicId(ReportStream in, String pointer) {
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
        return before.or(() -> found);
    }

    /** Reads an object in which the epic's id may stand. */
    void readEpic(ReportStream in, String pointer) {
        if (in.isObject()) {
            in.fields(EPIC::equals, name -> readEpicId(in, pointer + "/" + EPIC));
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
        in.fields(Set.of("commit", EPIC, "extra")::contains, name -> {
            switch (name) {
                case "commit" -> commit = same(commit, text(in, pointer + "/commit"), pointer + "/commit", "commit");
                case "extra" -> readEpic(in, pointer + "/extra");
                default -> readEpicId(in, pointer + "/" + EPIC);
            }
        });
    }

    private Optional<String> text(ReportStream in, String pointer) {
        if (in.isText()) {
            return Optional.of(in.text()).filter(text -> !text.isBlank());
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
