package io.github.devopsagent.internal.document;

import io.github.devopsagent.veto.Refusal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The faults of documents for people: what is wrong in many places in the same way is one line. */
public final class FaultLines {

    private static final int MOST_POINTERS = 3;

    private FaultLines() {}

    private record FaultGroup(String code, String reason, String file) {}

    /**
     * Puts faults of one kind and file into one line.
     *
     * @param faults in the order in which they were found
     * @return a line for each kind, with the first places and the number of the others
     */
    public static List<String> of(List<Refusal> faults) {
        Map<FaultGroup, List<Refusal>> kinds = new LinkedHashMap<>();
        faults.forEach(fault -> kinds.computeIfAbsent(
                        new FaultGroup(
                                fault.code(), fault.reason(), fault.where().file()),
                        none -> new ArrayList<>())
                .add(fault));
        return kinds.values().stream().map(FaultLines::line).toList();
    }

    private static String line(List<Refusal> same) {
        Refusal first = same.get(0);
        if (same.size() == 1) {
            return first.toString();
        }
        List<String> pointers = same.stream()
                .map(fault -> Objects.toString(fault.where()))
                .distinct()
                .toList();
        int more = pointers.size() - MOST_POINTERS;
        String named = String.join(", ", pointers.subList(0, Math.min(MOST_POINTERS, pointers.size())));
        return first.code() + ": " + first.reason() + " (" + named + (more > 0 ? " and " + more + " more" : "") + ")";
    }
}
