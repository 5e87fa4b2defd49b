package io.github.devopsagent.internal.document;

import io.github.devopsagent.domain.Blocker;
import io.github.devopsagent.domain.Role;
import io.github.devopsagent.domain.Status;
import io.github.devopsagent.internal.json.JsonLayout;
import io.github.devopsagent.internal.json.JsonSpans;
import io.github.devopsagent.internal.json.JsonSpans.Member;
import io.github.devopsagent.internal.json.JsonSpans.Span;
import io.github.devopsagent.internal.json.JsonText;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;

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
    private record Splice(int from, int to, String text) {}

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
        Status before = StatusReader.read(status)
                .getOrElseThrow(refusals -> new IllegalArgumentException("the status cannot be read: " + refusals));
        byte[] edited = new StatusEditor(status, before, edit).edited();
        check(before, edit, edited);
        return edited;
    }

    private static void check(Status before, StatusEdit edit, byte[] edited) {
        Status after = StatusReader.read(edited)
                .getOrElseThrow(refusals -> new IllegalStateException("the status cannot be edited: " + refusals));
        Status expected = expected(before, edit);
        if (!after.equals(expected)) {
            throw new IllegalStateException("the edited status says " + after + " instead of " + expected);
        }
    }

    private static Status expected(Status before, StatusEdit edit) {
        Set<String> approvals = new HashSet<>(before.approvals());
        if (edit.approve()) {
            approvals.add(DEVOPS);
        } else {
            approvals.remove(DEVOPS);
        }
        List<Blocker> blockers =
                new ArrayList<>(before.blockers().stream().filter(edit.keeps()).toList());
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
        edit.phase()
                .filter(phase -> phase != before.phase())
                .ifPresent(phase -> set("phase", JsonText.quoted(phase.label())));
        edit.iteration()
                .filter(number -> number != before.iteration())
                .ifPresent(number -> set("iteration", Integer.toString(number)));
        approvals();
        blockers();
        setText("updated_at", time(edit.at()));
        setText("updated_by", DEVOPS);
        return spliced();
    }

    private void setText(String name, String text) {
        boolean same = value(name).flatMap(spans::string).filter(text::equals).isPresent();
        if (!same) {
            set(name, JsonText.quoted(text));
        }
    }

    private void set(String name, String value) {
        value(name).ifPresentOrElse(old -> replace(old.from(), old.to(), value), () -> {
            int end = members.get(members.size() - 1).value().to();
            replace(end, end, shape.further(name, value));
        });
    }

    private Optional<Span> value(String name) {
        return members.stream()
                .filter(each -> each.name().equals(name))
                .map(Member::value)
                .findFirst();
    }

    private void replace(int from, int to, String text) {
        splices.add(new Splice(from, to, text));
    }

    private void approvals() {
        List<Span> elements = elements("approvals");
        Predicate<Span> isOurs =
                each -> spans.string(each).filter(DEVOPS::equals).isPresent();
        List<Span> kept = elements.stream()
                .filter(each -> edit.approve() || !isOurs.test(each))
                .toList();
        boolean add = edit.approve() && elements.stream().noneMatch(isOurs);
        editList("approvals", elements, kept, add ? List.of(JsonText.quoted(DEVOPS)) : List.of(), JsonLayout.INLINE);
    }

    private void blockers() {
        List<Span> elements = elements("blockers");
        Predicate<Blocker> keeps = edit.keeps();
        List<Span> kept = IntStream.range(0, elements.size())
                .filter(i -> keeps.test(before.blockers().get(i)))
                .mapToObj(elements::get)
                .toList();
        JsonLayout ofBlocker = elements.isEmpty() ? shape.below(2) : ofLast(elements);
        List<String> added = edit.missingIn(before).stream()
                .map(blocker -> ofBlocker.object(fields(blocker)))
                .toList();
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
        return value(name)
                .filter(value -> !spans.isNull(value))
                .map(spans::elements)
                .orElse(List.of());
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
            removeAllBut(kept, elements);
            added.forEach(each -> replace(end, end, comma + each));
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
        splices.sort(Comparator.comparingInt(Splice::from));
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
