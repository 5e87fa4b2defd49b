package io.github.devopsagent.shell.internal.process;

import io.github.devopsagent.executor.Attempt;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The attempts of which this process itself is a part: a step may run an agent. What that begins belongs to all of them,
 * and ends with each, though it has a key and a session of its own.
 */
public final class OuterAttempts {

    private static final String VARIABLE = "DEVOPS_OUTER_ATTEMPTS";
    private static final String BEGIN = "\0" + VARIABLE + "=";

    private OuterAttempts() {}

    /**
     * Tells a new process of them.
     *
     * @param environment of a process that is about to be started, and is changed
     */
    public static void handOn(Map<String, String> environment) {
        List<String> keys = new ArrayList<>();
        for (String name : List.of(VARIABLE, Attempt.VARIABLE)) {
            String key = System.getenv(name);
            if (key != null) {
                keys.add(key);
            }
        }
        String joined = String.join(" ", keys);
        if (!joined.isEmpty()) {
            environment.put(VARIABLE, joined);
        }
    }

    /**
     * Whether a process was told of an attempt.
     *
     * @param environment with a NUL before and after each variable
     * @param key the attempt's
     */
    static boolean include(String environment, String key) {
        int begin = environment.indexOf(BEGIN);
        if (begin < 0) {
            return false;
        }
        // What is being replaced may be told by half.
        int end = environment.indexOf('\0', begin + 1);
        String keys = environment.substring(begin + BEGIN.length(), end < 0 ? environment.length() : end);
        return List.of(keys.split(" ")).contains(key);
    }
}
