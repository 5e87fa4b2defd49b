package io.github.devopsagent.git;

import java.util.Objects;

/**
 * How the commit to be deployed differs from the tested one, outside of what is ignored.
 *
 * @param untested commits that would be deployed, but were not tested
 * @param missing commits that were tested, but would not be deployed
 * @param files those whose content, mode or presence differs, each with a letter as git has it: added (A), deleted (D),
 *     or modified (M) since the test
 * @param ignoredDiffer whether files in ignored directories differ as well
 */
record Difference(Commits untested, Commits missing, Several<String> files, boolean ignoredDiffer) {

    static final Difference NONE = new Difference(Commits.NONE, Commits.NONE, Several.none(), false);

    Difference {
        Objects.requireNonNull(untested, "untested");
        Objects.requireNonNull(missing, "missing");
        Objects.requireNonNull(files, "files");
    }

    /**
     * Commits that only one of the two has.
     *
     * @param effective those that change files, the newest first
     * @param others how many change nothing outside of what is ignored
     */
    record Commits(Several<Commit> effective, int others) {

        static final Commits NONE = new Commits(Several.none(), 0);

        Commits {
            Objects.requireNonNull(effective, "effective");
        }
    }
}
