/** What is true: domain types, veto rules, the pipeline and its ports, the run as a state machine. */
module io.github.devopsagent.core {
    requires transitive io.vavr;

    exports io.github.devopsagent.domain;
    exports io.github.devopsagent.pipeline;
    exports io.github.devopsagent.run;
    exports io.github.devopsagent.store;
    exports io.github.devopsagent.veto;
}
