package io.github.devopsagent.git;

/** The names of git's steps, as {@code uses} has them, and of what they take, as {@code with} has it. */
final class StepVocabulary {

    static final String CHECKOUT = "git/checkout";

    /** What is checked out or tagged: a commit id, a tag or a branch. */
    static final String REF = "ref";

    /** Whether HEAD is detached; by default it is, unless the ref is a branch of this repository. */
    static final String DETACH = "detach";

    static final String REVERT = "git/revert";

    /** What is reverted: one commit, or a list in the order in which they are undone. */
    static final String COMMITS = "commits";

    static final String TAG = "git/tag";

    /** The tag's name. */
    static final String NAME = "name";

    /** The tag's message. */
    static final String MESSAGE = "message";

    static final String PUSH = "git/push";

    /** The remote's name, never its URL. */
    static final String REMOTE = "remote";

    /** The branch that is pushed. */
    static final String PUSHED_BRANCH = "branch";

    /** The tag that is pushed; true for the one that git/tag makes by default. */
    static final String PUSHED_TAG = "tag";

    /** The name at the remote. */
    static final String TO = "to";

    /** Undoes one of the other steps, and is its compensation. */
    static final String UNDO = "git/undo";

    /** The name of the record of the step that is undone. */
    static final String RECORD = "record";

    /** The executor of the step that is undone. */
    static final String STEP = "step";

    /** The input of the step that is undone. */
    static final String INPUT = "input";

    private StepVocabulary() {}
}
