/** What a deployment can have from a git repository: its steps, a rollback point, rules about what was tested and approved. */
module io.github.devopsagent.git {
    requires transitive io.github.devopsagent.core;
    requires static org.bouncycastle.pg;
    requires static org.jspecify;
    requires transitive org.eclipse.jgit;
    requires org.slf4j;

    exports io.github.devopsagent.git;

    provides io.github.devopsagent.executor.ExecutorProvider with
            io.github.devopsagent.git.GitExecutors;
}
