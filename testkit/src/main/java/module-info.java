/** For the tests of hosts and adapters: contracts of the ports, scripted executors, virtual time, assertions. */
module io.github.devopsagent.testkit {
    requires transitive io.github.devopsagent;
    requires transitive org.junit.jupiter.api;
    requires static org.jspecify;
    requires tools.jackson.core;

    exports io.github.devopsagent.testkit;
    exports io.github.devopsagent.testkit.contract;

    // JUnit calls tests that are not public.
    opens io.github.devopsagent.testkit.contract to
            org.junit.platform.commons;
}
