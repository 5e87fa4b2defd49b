package io.github.devopsagent.domain;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What {@code test_results.json} says, in numbers, so that its size does not matter.
 *
 * @param epicId the epic
 * @param scenarios how many there are
 * @param passed how many of them passed
 * @param notPassed the first of those that did not, at most {@value #MOST_NAMED}
 * @param commit the commit that was tested; empty if the file does not say
 */
public record TestResults(
        String epicId, long scenarios, long passed, List<Scenario> notPassed, Optional<String> commit) {

    /** Where the test results lie in a consensus directory: {@value}. */
    public static final String FILE = "artifacts/test_results.json";

    /** How many scenarios that did not pass are named: {@value}. */
    public static final int MOST_NAMED = 10;

    private static final Set<String> PASSING = Set.of("pass", "passed");

    public TestResults {
        Objects.requireNonNull(epicId, "epicId");
        notPassed = List.copyOf(notPassed);
        Objects.requireNonNull(commit, "commit");
    }

    /**
     * Whether a scenario of this status passed.
     *
     * @param status as it stands in the file
     * @return true for {@code pass} and {@code passed}, in any case; false for everything else, {@code skip} included
     */
    public static boolean isPassing(String status) {
        return PASSING.contains(status.toLowerCase(Locale.ROOT));
    }

    /**
     * A scenario that did not pass.
     *
     * @param index its place in the file, from 0
     * @param id its id; empty if it has none
     * @param status its status; empty if it has none
     */
    public record Scenario(long index, String id, String status) {
        public Scenario {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(status, "status");
        }
    }
}
