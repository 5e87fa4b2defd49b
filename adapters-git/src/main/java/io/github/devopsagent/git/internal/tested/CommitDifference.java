package io.github.devopsagent.git.internal.tested;

import io.github.devopsagent.git.internal.message.FirstOf;
import io.github.devopsagent.git.internal.repository.CommitSummary;

/**
 * How the commit to be deployed differs from the tested one, outside of what is ignored.
 *
 * @param untested commits that would be deployed, but were not tested
 * @param missing commits that were tested, but would not be deployed
 * @param files those whose content, mode or presence differs, each with a letter as git has it: added (A), deleted (D),
 *     or modified (M) since the test
 * @param ignoredDiffer whether files in ignored directories differ as well
 */
record CommitDifference(CommitSet untested, CommitSet missing, FirstOf<String> files, boolean ignoredDiffer) {

    static final CommitDifference NONE = new CommitDifference(CommitSet.NONE, CommitSet.NONE, FirstOf.none(), false);

    /**
     * Commits that only one of the two has.
     *
     * @param effective those that change files, the newest first
     * @param others how many change nothing outside of what is ignored
     */
    record CommitSet(FirstOf<CommitSummary> effective, int others) {

        static final CommitSet NONE = new CommitSet(FirstOf.none(), 0);
    }
}
