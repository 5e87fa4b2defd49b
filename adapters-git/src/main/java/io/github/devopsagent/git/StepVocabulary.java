package io.github.devopsagent.git;

/** The names of git's steps and of what they take, as plans write them. */
final class StepVocabulary {

    /** Checks out a commit. */
    static final String CHECKOUT = "git/checkout";

    /** Which: a commit id, a tag or a branch. */
    static final String REF = "ref";

    /** Whether HEAD is detached; by default it is, unless the ref is a branch of this repository. */
    static final String DETACH = "detach";

    /** Undoes commits by new ones. */
    static final String REVERT = "git/revert";

    /** Which: one, or a list in the order in which they are undone. */
    static final String COMMITS = "commits";

    /** Makes an annotated tag. */
    static final String TAG = "git/tag";

    /** What it is called. */
    static final String NAME = "name";

    /** What it says. */
    static final String MESSAGE = "message";

    /** Sends a branch or a tag to a remote. */
    static final String PUSH = "git/push";

    /** Which remote, by its name. */
    static final String REMOTE = "remote";

    /** Which branch. */
    static final String PUSHED_BRANCH = "branch";

    /** Which tag; true for the one that git/tag makes by default. */
    static final String PUSHED_TAG = "tag";

    /** What it is called there. */
    static final String TO = "to";

    /** Undoes one of the other steps, and is its compensation. */
    static final String UNDO = "git/undo";

    /** Which, by the name of its record. */
    static final String RECORD = "record";

    /** What it undoes: the step's executor. */
    static final String STEP = "step";

    /** And its input. */
    static final String INPUT = "input";

    private StepVocabulary() {}
}
