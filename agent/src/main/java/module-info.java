/** The agent: reads a consensus directory, decides, deploys, verifies, rolls back, records. */
@SuppressWarnings("module") // The test kit is built after the agent.
module io.github.devopsagent {
    requires transitive io.github.devopsagent.core;
    requires static org.jspecify;
    requires org.slf4j;
    requires tools.jackson.databind;

    exports io.github.devopsagent;
    exports io.github.devopsagent.internal.time to
            io.github.devopsagent.testkit;

    uses io.github.devopsagent.executor.ExecutorProvider;
}
