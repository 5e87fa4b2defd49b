/** What an operator does at a shell: commands in a session of their own, HTTP and TCP probes. */
module io.github.devopsagent.shell {
    requires transitive io.github.devopsagent.core;
    requires org.apache.httpcomponents.core5.httpcore5;
    requires static org.jspecify;

    exports io.github.devopsagent.shell;

    provides io.github.devopsagent.executor.ExecutorProvider with
            io.github.devopsagent.shell.ShellExecutors;
}
