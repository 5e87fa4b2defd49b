/** What is true: documents as values, plans and their executors, veto rules, the run as a state machine. */
@SuppressWarnings("module") // The agent and the shell adapters are built after core.
module io.github.devopsagent.core {
    requires transitive io.vavr;
    requires static org.jspecify;

    exports io.github.devopsagent.coordination;
    exports io.github.devopsagent.domain;
    exports io.github.devopsagent.executor;
    exports io.github.devopsagent.metric;
    exports io.github.devopsagent.plan;
    exports io.github.devopsagent.run;
    exports io.github.devopsagent.veto;
    exports io.github.devopsagent.address to
            io.github.devopsagent,
            io.github.devopsagent.git,
            io.github.devopsagent.postgres,
            io.github.devopsagent.shell;
    exports io.github.devopsagent.barestring to
            io.github.devopsagent;
    exports io.github.devopsagent.commandline to
            io.github.devopsagent,
            io.github.devopsagent.shell;
    exports io.github.devopsagent.gate to
            io.github.devopsagent;
    exports io.github.devopsagent.http to
            io.github.devopsagent,
            io.github.devopsagent.shell,
            io.github.devopsagent.testkit;
    exports io.github.devopsagent.inbox to
            io.github.devopsagent;
    exports io.github.devopsagent.machine to
            io.github.devopsagent;
    exports io.github.devopsagent.machine.command to
            io.github.devopsagent;
    exports io.github.devopsagent.machine.vocabulary to
            io.github.devopsagent;
    exports io.github.devopsagent.regex to
            io.github.devopsagent,
            io.github.devopsagent.shell;
    exports io.github.devopsagent.script to
            io.github.devopsagent,
            io.github.devopsagent.shell;
    exports io.github.devopsagent.text to
            io.github.devopsagent,
            io.github.devopsagent.git,
            io.github.devopsagent.shell;
}
