/** Rollback points, a rule and steps in a git repository. */
module io.github.devopsagent.git {
    requires transitive io.github.devopsagent.core;
    requires transitive org.eclipse.jgit;

    exports io.github.devopsagent.git;
}
