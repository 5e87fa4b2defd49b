package io.github.devopsagent.git.internal.message;

/** The names of git's steps, as {@code uses} has them, and of what they take, as {@code with} has it. */
public final class StepVocabulary {

    /** With which the name of each of them begins. */
    public static final String PREFIX = "git/";

    public static final String CHECKOUT = "git/checkout";

    /** What is checked out or tagged: a commit id, a tag or a branch. */
    public static final String REF = "ref";

    /** Whether HEAD is detached; by default it is, unless the ref is a branch of this repository. */
    public static final String DETACH = "detach";

    public static final String REVERT = "git/revert";

    /** What is reverted: one commit, or a list in the order in which they are undone. */
    public static final String COMMITS = "commits";

    /** Of merges, by its number, which of the merged commits to go back to. */
    public static final String MAINLINE = "mainline";

    public static final String TAG = "git/tag";

    public static final String NAME = "name";

    public static final String MESSAGE = "message";

    public static final String PUSH = "git/push";

    /** The remote's name, never its URL. */
    public static final String REMOTE = "remote";

    /** The branch that is pushed. */
    public static final String PUSHED_BRANCH = "branch";

    /** The tag that is pushed; true for the one that git/tag makes by default. */
    public static final String PUSHED_TAG = "tag";

    /** The name at the remote. */
    public static final String TO = "to";

    public static final String FETCH = "git/fetch";

    /** What is fetched: one name of a branch or tag, or a list. */
    public static final String REFS = "refs";

    /** Whether all tags are fetched, too. */
    public static final String TAGS = "tags";

    /** Undoes one of the other steps, and is its compensation. */
    public static final String UNDO = "git/undo";

    /** The name of the record of the step that is undone. */
    public static final String RECORD = "record";

    /** The executor of the step that is undone. */
    public static final String STEP = "step";

    /** The input of the step that is undone. */
    public static final String INPUT = "input";

    private StepVocabulary() {}
}
