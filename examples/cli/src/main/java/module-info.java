/** The agent for people with a shell. It needs only what the other modules export, which the compiler checks. */
module io.github.devopsagent.cli {
    requires info.picocli;
    requires io.github.devopsagent;
    requires io.github.devopsagent.git;
    requires static org.jspecify;
    requires tools.jackson.databind;

    opens io.github.devopsagent.cli to
            info.picocli;
    opens io.github.devopsagent.cli.option to
            info.picocli;
}
