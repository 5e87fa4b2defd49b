/** The agent: reads a consensus directory, decides, deploys, verifies, rolls back, records. */
module io.github.devopsagent {
    requires transitive io.github.devopsagent.core;
    requires static org.jspecify;
    requires org.slf4j;
    requires tools.jackson.databind;

    exports io.github.devopsagent;

    uses io.github.devopsagent.executor.ExecutorProvider;
}
