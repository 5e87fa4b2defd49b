package io.github.devopsagent.domain;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What {@code test_results.json} says, in numbers, so that its size does not matter.
 *
 * @param format in which it is written
 * @param epicId the epic; only the protocol's own format must name it
 * @param counts how many tests there are, and what became of them
 * @param notPassed the first of those that failed, at most {@value #MOST_NAMED}
 * @param skips the first of those that were skipped, at most {@value #MOST_NAMED}
 * @param contradictions what the file says against itself, or against all tests having passed: a test suite that did not
 *     run, an exit code, a summary that is not of these tests
 * @param commit the commit that was tested; empty if the file does not say
 */
public record TestResults(
        TestFormat format,
        Optional<String> epicId,
        Counts counts,
        List<Scenario> notPassed,
        List<Scenario> skips,
        List<Contradiction> contradictions,
        Optional<String> commit) {

    /** Where the test results lie in a consensus directory: {@value}. */
    public static final String FILE = "artifacts/test_results.json";

    /** How many tests that did not pass are named: {@value}. */
    public static final int MOST_NAMED = 10;

    public TestResults {
        Objects.requireNonNull(format, "format");
        Objects.requireNonNull(epicId, "epicId");
        Objects.requireNonNull(counts, "counts");
        notPassed = List.copyOf(notPassed);
        skips = List.copyOf(skips);
        contradictions = List.copyOf(contradictions);
        Objects.requireNonNull(commit, "commit");
    }

    /**
     * How many tests there are.
     *
     * @return of all kinds
     */
    public long scenarios() {
        return counts.scenarios();
    }

    /**
     * How many of them passed.
     *
     * @return without those that were skipped
     */
    public long passed() {
        return counts.passed();
    }

    /**
     * How many of them say nothing, since they were skipped.
     *
     * @return those whose status means that they were skipped
     */
    public long skipped() {
        return counts.skipped();
    }

    /**
     * How many tests there are, by what became of them.
     *
     * @param scenarios all of them
     * @param passed those that passed
     * @param skipped those that were skipped
     */
    public record Counts(long scenarios, long passed, long skipped) {

        /**
         * Refuses what cannot be.
         *
         * @throws IllegalArgumentException if a number is negative, or if more passed or were skipped than there are
         */
        public Counts {
            if (passed < 0 || skipped < 0 || scenarios - passed < skipped) {
                throw new IllegalArgumentException(
                        passed + " passed and " + skipped + " skipped of " + scenarios + " cannot be");
            }
        }

        /**
         * The tests that neither passed nor were skipped.
         *
         * @return how many failed
         */
        public long failed() {
            return scenarios - passed - skipped;
        }
    }

    /**
     * A test that did not pass.
     *
     * @param pointer where it stands in the file, as a JSON pointer
     * @param id its id, or its name; empty if it has none
     * @param status its status; empty if it has none
     */
    public record Scenario(String pointer, String id, String status) {
        public Scenario {
            Objects.requireNonNull(pointer, "pointer");
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(status, "status");
        }
    }

    /**
     * Something in the file by which not all tests passed, whatever the single tests say.
     *
     * @param pointer where it stands in the file, as a JSON pointer
     * @param text what stands there, and what does not go with it
     */
    public record Contradiction(String pointer, String text) {
        public Contradiction {
            Objects.requireNonNull(pointer, "pointer");
            Objects.requireNonNull(text, "text");
        }
    }
}
