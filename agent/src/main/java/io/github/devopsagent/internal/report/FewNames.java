package io.github.devopsagent.internal.report;

import java.util.HashSet;
import java.util.Set;

/** The different names of a report's fields, which a parser remembers: they must not fill the memory. */
final class FewNames {

    /** Of all names together. Most reports have some hundred; one whose fields are named for its tests has many. */
    private static final int MOST_CHARACTERS = 1 << 16;

    /** What it takes, in characters, to remember a name of no length. */
    private static final int CHARACTERS_OF_ENTRY = 64;

    /** A power of two. */
    private static final int RECENT = 256;

    /** By their hashes, so that nearly all of millions of fields are known by one comparison. */
    private final String[] recent = new String[RECENT];

    private final Set<String> all = new HashSet<>();
    private int characters;

    /** Fails if there are too many. */
    @SuppressWarnings("ReferenceEquality") // A parser that remembers names gives the same object each time.
    void see(String name) {
        int slot = name.hashCode() & (RECENT - 1);
        if (recent[slot] != name) {
            recent[slot] = name;
            add(name);
        }
    }

    private void add(String name) {
        if (all.add(name)) {
            characters += name.length() + CHARACTERS_OF_ENTRY;
            if (characters > MOST_CHARACTERS) {
                throw new UnreadReportException.ManyNames(MOST_CHARACTERS);
            }
        }
    }
}
