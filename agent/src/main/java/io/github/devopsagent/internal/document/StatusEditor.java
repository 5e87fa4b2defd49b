package io.github.devopsagent.internal.document;

import io.github.devopsagent.domain.Blocker;
import io.github.devopsagent.domain.Phase;
import io.github.devopsagent.domain.Role;
import io.github.devopsagent.domain.Status;
import io.github.devopsagent.internal.json.JsonLayout;
import io.github.devopsagent.internal.json.JsonSpans;
import io.github.devopsagent.internal.json.JsonSpans.Member;
import io.github.devopsagent.internal.json.JsonSpans.Span;
import io.github.devopsagent.internal.json.JsonText;
import io.github.devopsagent.veto.Refusal;
import io.vavr.control.Either;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Edits {@code status.json} byte by byte: whatever the edit does not name keeps its bytes, be it an unknown field, the
 * way a number is written, or white space. What is new is written as the rest of the document is.
 */
public final class StatusEditor {

    private static final String DEVOPS = Role.DEVOPS.label();

    private final JsonSpans spans;
    private final byte[] document;
    private final Status before;
    private final StatusEdit edit;
    private final List<Member> members;
    private final JsonLayout shape;
    private final List<Splice> splices = new ArrayList<>();

    private StatusEditor(byte[] document, Status before, StatusEdit edit) {
        this.document = document;
        this.before = before;
        this.edit = edit;
        this.spans = new JsonSpans(document);
        Span root = spans.root();
        this.members = spans.members(root);
        this.shape = JsonLayout.ofObject(spans, root, members);
    }

    /** A stretch of the document and what stands there instead. */
    private record Splice(int from, int to, String text) implements Comparable<Splice> {

        @Override
        public int compareTo(Splice other) {
            return Integer.compare(from, other.from);
        }
    }

    /**
     * Applies an edit. Applying it again to the result changes nothing.
     *
     * @param status the file, as {@link StatusReader} reads it
     * @param edit what changes
     * @return the edited file
     * @throws IllegalArgumentException if the status cannot be read
     * @throws IllegalStateException if the result would be larger than a status may be
     */
    public static byte[] apply(byte[] status, StatusEdit edit) {
        Either<List<Refusal>, Status> before = StatusReader.read(status);
        if (before.isLeft()) {
            throw new IllegalArgumentException("the status cannot be read: " + before.getLeft());
        }
        byte[] edited = new StatusEditor(status, before.get(), edit).edited();
        check(before.get(), edit, edited);
        return edited;
    }

    private static void check(Status before, StatusEdit edit, byte[] edited) {
        Either<List<Refusal>, Status> after = StatusReader.read(edited);
        if (after.isLeft()) {
            throw new IllegalStateException("the status cannot be edited: " + after.getLeft());
        }
        Status expected = expected(before, edit);
        if (!after.get().equals(expected)) {
            throw new IllegalStateException("the edited status says " + after.get() + " instead of " + expected);
        }
    }

    private static Status expected(Status before, StatusEdit edit) {
        Set<String> approvals = new HashSet<>(before.approvals());
        if (edit.approve()) {
            approvals.add(DEVOPS);
        } else {
            approvals.remove(DEVOPS);
        }
        List<Blocker> blockers = new ArrayList<>();
        Predicate<Blocker> keeps = edit.keeps();
        for (Blocker blocker : before.blockers()) {
            if (keeps.test(blocker)) {
                blockers.add(blocker);
            }
        }
        blockers.addAll(edit.missingIn(before));
        return new Status(
                before.epicId(),
                before.tier(),
                edit.phase().orElse(before.phase()),
                before.mode(),
                edit.iteration().orElse(before.iteration()),
                approvals,
                blockers);
    }

    private byte[] edited() {
        Phase phase = edit.phase().orElse(before.phase());
        if (phase != before.phase()) {
            set("phase", JsonText.quoted(phase.label()));
        }
        int iteration = edit.iteration().orElse(before.iteration());
        if (iteration != before.iteration()) {
            set("iteration", Integer.toString(iteration));
        }
        approvals();
        blockers();
        setText("updated_at", time(edit.at()));
        setText("updated_by", DEVOPS);
        return spliced();
    }

    private void setText(String name, String text) {
        Optional<Span> old = value(name);
        if (old.isEmpty() || !says(text, old.get())) {
            set(name, JsonText.quoted(text));
        }
    }

    private boolean says(String text, Span value) {
        return spans.string(value).equals(Optional.of(text));
    }

    private void set(String name, String value) {
        Optional<Span> old = value(name);
        if (old.isPresent()) {
            replace(old.get().from(), old.get().to(), value);
        } else {
            int end = members.get(members.size() - 1).value().to();
            replace(end, end, shape.further(name, value));
        }
    }

    private Optional<Span> value(String name) {
        for (Member each : members) {
            if (each.name().equals(name)) {
                return Optional.of(each.value());
            }
        }
        return Optional.empty();
    }

    private void replace(int from, int to, String text) {
        splices.add(new Splice(from, to, text));
    }

    private void approvals() {
        List<Span> elements = elements("approvals");
        List<Span> ofOthers = new ArrayList<>();
        for (Span each : elements) {
            if (!says(DEVOPS, each)) {
                ofOthers.add(each);
            }
        }
        boolean add = edit.approve() && ofOthers.size() == elements.size();
        editList(
                "approvals",
                elements,
                edit.approve() ? elements : ofOthers,
                add ? List.of(JsonText.quoted(DEVOPS)) : List.of(),
                JsonLayout.INLINE);
    }

    private void blockers() {
        List<Span> elements = elements("blockers");
        Predicate<Blocker> keeps = edit.keeps();
        List<Span> kept = new ArrayList<>();
        for (int i = 0; i < elements.size(); i++) {
            if (keeps.test(before.blockers().get(i))) {
                kept.add(elements.get(i));
            }
        }
        JsonLayout ofBlocker = elements.isEmpty() ? shape.below(2) : ofLast(elements);
        List<String> added = new ArrayList<>();
        for (Blocker blocker : edit.missingIn(before)) {
            added.add(ofBlocker.object(fields(blocker)));
        }
        editList("blockers", elements, kept, added, shape.below(1).ofNewList());
    }

    private JsonLayout ofLast(List<Span> objects) {
        Span last = objects.get(objects.size() - 1);
        return JsonLayout.ofObject(spans, last, spans.members(last));
    }

    private Map<String, String> fields(Blocker blocker) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("type", JsonText.quoted(blocker.type().label()));
        fields.put("by", JsonText.quoted(blocker.by()));
        fields.put("reason", JsonText.quoted(blocker.reason()));
        fields.put("created_at", JsonText.quoted(time(edit.at())));
        return fields;
    }

    private List<Span> elements(String name) {
        Optional<Span> list = value(name);
        return list.isEmpty() || spans.isNull(list.get()) ? List.of() : spans.elements(list.get());
    }

    /** Takes out of a list what is not kept, and adds to its end. */
    private void editList(String name, List<Span> elements, List<Span> kept, List<String> added, JsonLayout ofNew) {
        if (elements.isEmpty()) {
            if (!added.isEmpty()) {
                set(name, ofNew.list(added));
            }
            return;
        }
        Span list = value(name).orElseThrow();
        String comma = "," + shape.ofList(spans, list, elements).between();
        int end = elements.get(elements.size() - 1).to();
        if (!kept.isEmpty()) {
            if (kept.size() < elements.size()) {
                removeAllBut(kept, elements);
            }
            for (String each : added) {
                replace(end, end, comma + each);
            }
        } else if (added.isEmpty()) {
            replace(list.from(), list.to(), "[]");
        } else {
            replace(elements.get(0).from(), end, String.join(comma, added));
        }
    }

    /** An element goes with the comma before it; those before the first that is kept go with the comma after them. */
    private void removeAllBut(List<Span> kept, List<Span> elements) {
        int firstKept = elements.indexOf(kept.get(0));
        if (firstKept > 0) {
            replace(elements.get(0).from(), kept.get(0).from(), "");
        }
        Set<Span> staying = new HashSet<>(kept);
        for (int i = firstKept + 1; i < elements.size(); i++) {
            if (!staying.contains(elements.get(i))) {
                replace(elements.get(i - 1).to(), elements.get(i).to(), "");
            }
        }
    }

    private byte[] spliced() {
        splices.sort(null);
        ByteArrayOutputStream result = new ByteArrayOutputStream();
        int position = 0;
        for (Splice splice : splices) {
            result.write(document, position, splice.from() - position);
            result.writeBytes(splice.text().getBytes(StandardCharsets.UTF_8));
            position = splice.to();
        }
        result.write(document, position, document.length - position);
        return result.toByteArray();
    }

    private static String time(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
