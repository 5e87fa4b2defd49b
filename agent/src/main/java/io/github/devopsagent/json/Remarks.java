package io.github.devopsagent.json;

import io.github.devopsagent.domain.PlanRemark;
import io.github.devopsagent.domain.PlanRemark.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects what was read differently and what was passed over: the same remark once, and only so many of a kind. */
final class Remarks {

    private static final int MOST_OF_A_KIND = 50;
    private static final int MOST_POINTERS = 3;
    private static final int LONGEST_POINTER = 200;

    private final Map<Kind, OfKind> kinds = new LinkedHashMap<>();

    private static final class OfKind {
        private final Map<String, Places> texts = new LinkedHashMap<>();
        private int more;
    }

    private static final class Places {
        private final List<String> pointers = new ArrayList<>();
        private int count;
    }

    void add(Kind kind, String text, String pointer) {
        OfKind same = kinds.computeIfAbsent(kind, none -> new OfKind());
        if (!same.texts.containsKey(text) && same.texts.size() == MOST_OF_A_KIND) {
            same.more++;
            return;
        }
        Places places = same.texts.computeIfAbsent(text, none -> new Places());
        places.count++;
        if (places.pointers.size() < MOST_POINTERS) {
            places.pointers.add(Printable.line(pointer, LONGEST_POINTER));
        }
    }

    List<PlanRemark> all() {
        List<PlanRemark> all = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            OfKind same = kinds.getOrDefault(kind, new OfKind());
            same.texts.forEach((text, places) -> all.add(new PlanRemark(kind, text, places.pointers, places.count)));
            if (same.more > 0) {
                all.add(new PlanRemark(kind, same.more + " more fields " + whatBecame(kind), List.of(), same.more));
            }
        }
        return all;
    }

    private static String whatBecame(Kind kind) {
        return kind == Kind.READ_AS
                ? "were read differently from how they are written"
                : "are not known and were ignored";
    }
}
