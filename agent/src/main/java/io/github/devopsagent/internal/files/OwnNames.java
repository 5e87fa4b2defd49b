package io.github.devopsagent.internal.files;

/** The names of what is ours in the consensus directory. */
final class OwnNames {

    static final String DIRECTORY = ".devops";
    static final String RUNS = "runs";
    static final String JOURNAL = "journal";
    static final String COORDINATION = "coordination";

    private OwnNames() {}
}
