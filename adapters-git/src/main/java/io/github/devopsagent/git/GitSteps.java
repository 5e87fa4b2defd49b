package io.github.devopsagent.git;

/** The words that plans use for steps of ours. */
final class GitSteps {

    /** The executor that checks out a commit. */
    static final String CHECKOUT = "git/checkout";

    /** The input that says which: a commit id, a tag or a branch. */
    static final String REF = "ref";

    private GitSteps() {}
}
