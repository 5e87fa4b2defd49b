package io.github.devopsagent.cli.option;

import io.github.devopsagent.DevOpsAgent;
import io.github.devopsagent.executor.Inherited;
import io.github.devopsagent.plan.Action;
import io.github.devopsagent.plan.BareStringPolicy;
import io.github.devopsagent.run.Recovery;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What a host chooses of surroundings, and of what plans may do. */
public final class AgentOptions {

    @Option(names = "--environment", paramLabel = "NAME", description = "where it is deployed to, such as staging")
    private Optional<String> environment = Optional.empty();

    @Option(
            names = "--target",
            paramLabel = "NAME",
            description = "what is deployed to: two agents with one target never work at once")
    private Optional<String> target = Optional.empty();

    @Option(
            names = "--working-directory",
            paramLabel = "DIR",
            description = "where steps run; by default the current directory")
    private Optional<Path> workingDirectory = Optional.empty();

    @Option(names = "--variable", paramLabel = "NAME=VALUE", description = "a variable for steps and checks")
    private Map<String, String> variables = new LinkedHashMap<>();

    @Option(
            names = "--secret",
            paramLabel = "NAME=" + SecretSource.FORM,
            description = "a variable whose value is masked wherever the agent writes, from the environment or a file")
    private Map<String, String> secrets = new LinkedHashMap<>();

    @Option(
            names = "--inherit",
            paramLabel = "NAME",
            description = "of the variables of this process, give steps only those named so; by default all")
    private List<String> inherited = List.of();

    @Option(names = "--inherit-nothing", description = "give steps no variable of this process")
    private boolean inheritNothing;

    @Option(
            names = "--health-check",
            paramLabel = "NAME=CHECK",
            description = "a check beside the plan's: http://…, https://…, tcp:HOST:PORT or run:COMMAND")
    private Map<String, String> healthChecks = new LinkedHashMap<>();

    @Option(
            names = "--allow-executor",
            paramLabel = "NAME",
            description =
                    "let plans use this executor, such as shell or git/checkout, and no others but those named so")
    private List<String> allowedExecutors = List.of();

    @Option(
            names = "--allow-command",
            paramLabel = "BEGINNING",
            description = "let plans start commands that begin with these words, such as 'kubectl rollout', and no"
                    + " others but those named so")
    private List<String> allowedCommands = List.of();

    @Option(
            names = "--no-bare-strings",
            description = "execute no bare string of a plan, however clear a command it is")
    private boolean noBareStrings;

    @Option(names = "--allow-skipped-tests", description = "let tests be skipped; by default that is a veto")
    private boolean skippedTestsAllowed;

    @Option(names = "--hold", paramLabel = "REASON", description = "refuse to deploy (on_hold), for this reason")
    private Optional<String> hold = Optional.empty();

    @Option(
            names = "--html-reports",
            description = "write a page for people beside each record: artifacts/deployments/DEP-001.html")
    private boolean htmlReports;

    @Option(
            names = "--on-interrupted",
            paramLabel = "CHOICE",
            description = "what becomes of a run whose agent was killed: standard, roll-back, resume or ask")
    private Optional<Recovery> recovery = Optional.empty();

    /**
     * Makes these choices.
     *
     * @throws IllegalArgumentException if the builder takes one for wrong
     */
    public void choose(DevOpsAgent.Builder agent, Map<String, String> processEnvironment) {
        environment.ifPresent(agent::environment);
        target.ifPresent(agent::target);
        workingDirectory
                .map(directory -> Converters.named("--working-directory", directory))
                .ifPresent(agent::workingDirectory);
        variables.forEach(agent::variable);
        secrets.forEach((name, source) -> agent.secret(name, SecretSource.value(name, source, processEnvironment)));
        if (inheritNothing && !inherited.isEmpty()) {
            throw new IllegalArgumentException("--inherit and --inherit-nothing exclude each other");
        }
        if (inheritNothing) {
            agent.inheritEnvironment(Inherited.NONE);
        } else if (!inherited.isEmpty()) {
            agent.inheritEnvironment(inherited.toArray(String[]::new));
        }
        healthChecks.forEach((name, check) -> agent.healthCheck(name, check(check)));
        if (!allowedExecutors.isEmpty()) {
            agent.allowExecutors(allowedExecutors.toArray(String[]::new));
        }
        if (!allowedCommands.isEmpty()) {
            agent.allowCommands(allowedCommands.toArray(String[]::new));
        }
        if (noBareStrings) {
            agent.bareStrings(BareStringPolicy.NEVER);
        }
        if (skippedTestsAllowed) {
            agent.allowSkippedTests();
        }
        if (htmlReports) {
            agent.htmlReports();
        }
        hold.ifPresent(reason -> agent.holdRule("--hold", evidence -> Optional.of(reason)));
        recovery.ifPresent(agent::onInterrupted);
    }

    private static Action check(String text) {
        if (text.startsWith("http://") || text.startsWith("https://")) {
            return Action.http(text);
        }
        if (text.startsWith("tcp:")) {
            return Action.tcp(text.substring("tcp:".length()));
        }
        if (text.startsWith("run:") && !text.substring("run:".length()).isBlank()) {
            return Action.shell(text.substring("run:".length()));
        }
        throw new IllegalArgumentException(
                "'" + text + "' is no health check; write http://…, https://…, tcp:HOST:PORT or" + " run:COMMAND");
    }
}
