package io.github.devopsagent.git;

import java.util.Collection;
import java.util.stream.Collectors;

/** Paths in a message, the first of many. */
final class Listing {

    static final int LIMIT = 10;

    private Listing() {}

    static String of(Collection<String> paths) {
        String first = paths.stream().limit(LIMIT).collect(Collectors.joining(", "));
        return paths.size() <= LIMIT ? first : first + " and " + (paths.size() - LIMIT) + " more";
    }
}
