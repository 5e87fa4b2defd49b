package io.github.devopsagent.internal.report;

import java.util.HashSet;
import java.util.Set;

/** The names of the fields of an object that were read. Most objects have few, which are compared one by one. */
final class SeenNames {

    /** So many different fields of one object are read; what is skipped is not counted. */
    private static final int MOST = 1000;

    private static final int FEW = 8;

    private final String[] few = new String[FEW];
    private int size;
    private Set<String> many = Set.of();

    /** Fails if the name is there a second time, or is one too many. */
    void see(String name) {
        if (!isNew(name)) {
            throw new UnreadReportException.Duplicate(name);
        }
        size++;
        if (size > MOST) {
            throw new UnreadReportException.TooMany(MOST);
        }
    }

    private boolean isNew(String name) {
        for (int i = 0; i < Math.min(size, FEW); i++) {
            if (few[i].equals(name)) {
                return false;
            }
        }
        if (size < FEW) {
            few[size] = name;
            return true;
        }
        if (many.isEmpty()) {
            many = new HashSet<>();
        }
        return many.add(name);
    }
}
