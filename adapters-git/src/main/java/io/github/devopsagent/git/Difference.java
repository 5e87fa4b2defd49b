package io.github.devopsagent.git;

/**
 * How the commit to be deployed differs from the tested one, outside of what is ignored.
 *
 * @param untested commits that would be deployed, but were not tested
 * @param missing commits that were tested, but would not be deployed
 * @param files those whose content, mode or presence differs, each with a letter as git has it: added (A), deleted (D),
 *     or modified (M) since the test
 * @param ignoredDiffer whether files in ignored directories differ as well
 */
record Difference(CommitSet untested, CommitSet missing, Several<String> files, boolean ignoredDiffer) {

    static final Difference NONE = new Difference(CommitSet.NONE, CommitSet.NONE, Several.none(), false);

    /**
     * Commits that only one of the two has.
     *
     * @param effective those that change files, the newest first
     * @param others how many change nothing outside of what is ignored
     */
    record CommitSet(Several<Commit> effective, int others) {

        static final CommitSet NONE = new CommitSet(Several.none(), 0);
    }
}
