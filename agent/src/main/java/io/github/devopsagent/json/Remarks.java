package io.github.devopsagent.json;

import io.github.devopsagent.domain.PlanRemark;
import io.github.devopsagent.domain.PlanRemark.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Collects what was read differently and what was passed over, so that it fits on a screen whatever the document is: the
 * same reading is one remark, and so are all unknown fields of one kind of object.
 */
final class Remarks {

    private static final int MOST_READINGS = 50;
    private static final int MOST_NAMES = 30;
    private static final int MOST_POINTERS = 3;
    private static final int LONGEST_POINTER = 200;

    private final Map<String, Places> readings = new LinkedHashMap<>();
    private final Places inWords = new Places();
    private final Map<String, Places> unknown = new LinkedHashMap<>();
    private int otherReadings;

    private static final class Places {
        private final Set<String> names = new LinkedHashSet<>();
        private final List<String> pointers = new ArrayList<>();
        private int count;
        private int unnamed;

        void add(String pointer) {
            count++;
            if (pointers.size() < MOST_POINTERS) {
                pointers.add(Printable.line(pointer, LONGEST_POINTER));
            }
        }

        String named() {
            return String.join(", ", names) + (unnamed > 0 ? " and " + unnamed + " more" : "");
        }

        void name(String name) {
            if (names.size() < MOST_NAMES || names.contains(name)) {
                names.add(name);
            } else {
                unnamed++;
            }
        }
    }

    void readAs(String text, String pointer) {
        if (readings.size() == MOST_READINGS && !readings.containsKey(text)) {
            otherReadings++;
        } else {
            readings.computeIfAbsent(text, none -> new Places()).add(pointer);
        }
    }

    /** A duration that is written in words. */
    void inWords(String words, String duration, String pointer) {
        inWords.add(pointer);
        inWords.name(words + " as " + duration);
    }

    /** A field that nobody knows, of some kind of object. */
    void unknownField(String name, String ofWhat, String pointer) {
        Places places = unknown.computeIfAbsent(ofWhat, none -> new Places());
        places.add(pointer);
        places.name(name);
    }

    List<PlanRemark> all() {
        List<PlanRemark> all = new ArrayList<>();
        readings.forEach((text, places) -> all.add(new PlanRemark(Kind.READ_AS, text, places.pointers, places.count)));
        if (inWords.count > 0) {
            String text = "durations in words are read: " + inWords.named();
            all.add(new PlanRemark(Kind.READ_AS, text, inWords.pointers, inWords.count));
        }
        if (otherReadings > 0) {
            String text = otherReadings + " more fields were read differently from how they are written";
            all.add(new PlanRemark(Kind.READ_AS, text, List.of(), otherReadings));
        }
        unknown.forEach((what, places) -> all.add(new PlanRemark(
                Kind.UNKNOWN_FIELD,
                "not known, and so ignored, of " + what + ": " + places.named(),
                places.pointers,
                places.count)));
        return all;
    }
}
