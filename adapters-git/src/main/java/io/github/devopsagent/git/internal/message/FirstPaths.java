package io.github.devopsagent.git.internal.message;

import java.util.Collection;
import java.util.stream.Collectors;

/** Paths in a message, the first of many. */
public final class FirstPaths {

    public static final int LIMIT = 10;

    private FirstPaths() {}

    public static String of(Collection<String> paths) {
        String first = paths.stream().limit(LIMIT).collect(Collectors.joining(", "));
        return paths.size() <= LIMIT ? first : first + " and " + (paths.size() - LIMIT) + " more";
    }
}
