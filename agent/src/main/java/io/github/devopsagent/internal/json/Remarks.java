package io.github.devopsagent.internal.json;

import io.github.devopsagent.domain.PlanRemark;
import io.github.devopsagent.domain.PlanRemark.RemarkKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Collects what was read differently and what was passed over. The same reading is one remark, and so are all unknown
 * fields of one kind of object; but each name is told, in as many remarks as it takes.
 */
final class Remarks {

    /** Names beyond these characters go on in a further remark, so that each is a line that people read. */
    private static final int LONGEST_NAMES = 700;

    private static final int MOST_POINTERS = 3;
    private static final int LONGEST_POINTER = 200;

    private final Map<String, Pointers> readings = new LinkedHashMap<>();
    private final Naming inWords = new Naming();
    private final Map<String, Naming> unknown = new LinkedHashMap<>();
    private final Pointers blank = new Pointers();

    private static final class Pointers {
        private final List<String> pointers = new ArrayList<>();
        private int count;

        void add(String pointer) {
            count++;
            if (pointers.size() < MOST_POINTERS) {
                pointers.add(Printable.line(pointer, LONGEST_POINTER));
            }
        }

        PlanRemark remark(RemarkKind kind, String text) {
            return new PlanRemark(kind, text, pointers, count);
        }
    }

    /** Names that are told together, and where they stand. */
    private static final class NameGroup {
        private final Set<String> names = new LinkedHashSet<>();
        private final Pointers pointers = new Pointers();
        private int length;

        boolean isFull() {
            return length >= LONGEST_NAMES;
        }

        void add(String name, String pointer) {
            pointers.add(pointer);
            if (names.add(name)) {
                length += name.length();
            }
        }
    }

    private static final class Naming {
        private final List<NameGroup> parts = new ArrayList<>();
        private final Map<String, NameGroup> byName = new LinkedHashMap<>();

        void add(String name, String pointer) {
            byName.computeIfAbsent(name, none -> part()).add(name, pointer);
        }

        private NameGroup part() {
            if (parts.isEmpty() || parts.get(parts.size() - 1).isFull()) {
                parts.add(new NameGroup());
            }
            return parts.get(parts.size() - 1);
        }

        List<PlanRemark> remarks(RemarkKind kind, String text) {
            List<PlanRemark> remarks = new ArrayList<>();
            for (NameGroup part : parts) {
                remarks.add(part.pointers.remark(kind, text + String.join(", ", part.names)));
            }
            return remarks;
        }
    }

    void readAs(String text, String pointer) {
        readings.computeIfAbsent(text, none -> new Pointers()).add(pointer);
    }

    /** A duration that is written in words. */
    void inWords(String words, String duration, String pointer) {
        inWords.add(words + " as " + duration, pointer);
    }

    /** A field that nobody knows, of some kind of object. */
    void unknownField(String name, String ofWhat, String pointer) {
        unknown.computeIfAbsent(ofWhat, none -> new Naming()).add(name, pointer);
    }

    /** An entry in which nothing is. */
    void blank(String pointer) {
        blank.add(pointer);
    }

    List<PlanRemark> all() {
        List<PlanRemark> all = new ArrayList<>();
        for (Map.Entry<String, Pointers> each : readings.entrySet()) {
            all.add(each.getValue().remark(RemarkKind.READ_AS, each.getKey()));
        }
        all.addAll(inWords.remarks(RemarkKind.READ_AS, "durations in words are read: "));
        if (blank.count > 0) {
            all.add(blank.remark(RemarkKind.BLANK_ENTRY, "a blank entry is passed over"));
        }
        for (Map.Entry<String, Naming> each : unknown.entrySet()) {
            String ofWhat = "not known, and so ignored, of " + each.getKey() + ": ";
            all.addAll(each.getValue().remarks(RemarkKind.UNKNOWN_FIELD, ofWhat));
        }
        return all;
    }
}
