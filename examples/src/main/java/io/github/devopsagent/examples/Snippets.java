package io.github.devopsagent.examples;

import io.github.devopsagent.DeploymentHistory;
import io.github.devopsagent.DevOpsAgent;
import io.github.devopsagent.HttpCheck;
import io.github.devopsagent.JsonSchema;
import io.github.devopsagent.Outcome;
import io.github.devopsagent.Preview;
import io.github.devopsagent.Report;
import io.github.devopsagent.RunListener;
import io.github.devopsagent.UnfinishedRun;
import io.github.devopsagent.coordination.Coordination;
import io.github.devopsagent.domain.Role;
import io.github.devopsagent.executor.StepExecutor;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.git.AllowedSigners;
import io.github.devopsagent.git.GitAdapter;
import io.github.devopsagent.plan.Action;
import io.github.devopsagent.plan.Monitoring;
import io.github.devopsagent.run.Recovery;
import io.github.devopsagent.veto.Ok;
import io.github.devopsagent.veto.Source;
import io.github.devopsagent.veto.Veto;
import io.vavr.control.Either;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.eclipse.jgit.transport.UsernamePasswordCredentialsProvider;

/** The documentation's snippets: what stands between {@code tag::name} and {@code end::name}. */
final class Snippets {

    private Snippets() {}

    static Outcome oneLiner() {
        // tag::one-liner
        Outcome outcome = DevOpsAgent.builder().consensus(Path.of("consensus")).run();
        // end::one-liner
        return outcome;
    }

    static String fold(Outcome outcome) {
        // tag::fold
        String report = outcome.fold(
                deployed -> "live as " + deployed.deployment().deploymentId(),
                vetoed -> "evidence is wanting: " + vetoed.vetoes(),
                refused -> "not now: " + refused.refusals(),
                aborted -> "nothing was deployed: " + aborted.reason(),
                rolledBack -> "undone: " + rolledBack.reason(),
                rollbackFailed -> "look at once: " + rollbackFailed.reason() + rollbackFailed.faults(),
                fenced -> "another worker has it: " + fenced.reason());
        // end::fold
        return report;
    }

    static Preview preview(Path consensus) {
        // tag::preview
        Preview preview = DevOpsAgent.builder().consensus(consensus).preview();
        System.out.println(preview.wouldDeploy());
        System.out.println(preview);
        // end::preview
        return preview;
    }

    static String json(Path consensus, Consumer<String> lines) {
        // tag::json
        DevOpsAgent agent = DevOpsAgent.builder()
                .consensus(consensus)
                .listener(RunListener.ofEvents(event -> lines.accept(event.toJson())))
                .build();
        String preview = agent.preview().toJson();
        String outcome = agent.run().toJson();
        String schema = JsonSchema.OUTCOME.text();
        // end::json
        return preview + outcome + schema;
    }

    static Outcome executor(Path consensus, Predicate<String> balancer) {
        return
        // tag::executor
        DevOpsAgent.builder()
                .consensus(consensus)
                .executor("load-balancer", step -> {
                    String pool = step.input().required("pool");
                    return balancer.test(pool) ? StepResult.success() : StepResult.failure(pool + " is empty");
                })
                .run();
        // end::executor
    }

    static Outcome rules(Path consensus, BooleanSupplier frozen) {
        return
        // tag::rules
        DevOpsAgent.builder()
                .consensus(consensus)
                .holdRule(
                        "change_freeze",
                        evidence -> frozen.getAsBoolean() ? Optional.of("no changes until Monday") : Optional.empty())
                .vetoRule(
                        "security_missing",
                        evidence -> evidence.status().approvals().contains("security")
                                ? Either.right(new Ok("security approved"))
                                : Either.left(Veto.of(
                                        "security_missing", "security has not approved", Source.of("status.json"))))
                .run();
        // end::rules
    }

    static DevOpsAgent.Builder planPolicy(Path consensus) {
        return
        // tag::plan-policy
        DevOpsAgent.builder()
                .consensus(consensus)
                .allowExecutors("shell", "http")
                .allowCommands("./deploy.sh", "kubectl rollout", "sudo systemctl restart shop");
        // end::plan-policy
    }

    static Outcome healthChecks(Path consensus, Queue<String> orders) {
        return
        // tag::health-checks
        DevOpsAgent.builder()
                .consensus(consensus)
                .healthCheck("api", Action.http("http://localhost:8080/health"))
                .healthCheck(
                        "shop",
                        HttpCheck.get("https://shop.internal/status")
                                .bearerToken("PROBE")
                                .caFile(Path.of("ca.pem"))
                                .expectJson("/status", "UP")
                                .maxTime(Duration.ofMillis(800))
                                .action())
                .healthCheck("database", Action.tcp("localhost:5432"))
                .healthCheck("disk", Action.shell("test -w /srv/shop"))
                .healthCheck(
                        "orders",
                        probe -> orders.size() < 1000
                                ? StepResult.success()
                                : StepResult.failure(orders.size() + " orders wait"))
                .run();
        // end::health-checks
    }

    static Outcome surroundings(Path consensus, Path shop) {
        return
        // tag::surroundings
        DevOpsAgent.builder()
                .consensus(consensus)
                .environment("staging")
                .workingDirectory(shop)
                .variable("REGION", "eu-west-1")
                .stepTimeout(Duration.ofMinutes(10))
                .monitoring(new Monitoring(Duration.ofMinutes(2), Duration.ofSeconds(10), 1))
                .rollbackBudget(Duration.ofMinutes(15))
                .forwardBudget(Duration.ofHours(2))
                .hostCodeLimit(Duration.ofSeconds(30))
                .run();
        // end::surroundings
    }

    static Outcome listener(Path consensus, Consumer<String> chat) {
        return
        // tag::listener
        DevOpsAgent.builder()
                .consensus(consensus)
                .listener(RunListener.printingTo(System.out))
                .listener(new RunListener() {
                    @Override
                    public void ended(Outcome outcome) {
                        chat.accept(outcome.toString());
                    }
                })
                .run();
        // end::listener
    }

    static Outcome forbidShell(Path consensus, StepExecutor loadBalancer) {
        return
        // tag::forbid-shell
        DevOpsAgent.builder()
                .consensus(consensus)
                .withoutDiscovery()
                .executor("load-balancer", loadBalancer)
                .run();
        // end::forbid-shell
    }

    static Outcome git(Path repository, Path consensus) {
        // tag::git
        GitAdapter git = GitAdapter.of(repository);
        Outcome outcome = DevOpsAgent.builder()
                .consensus(consensus)
                .workingDirectory(repository)
                .rollbackPoint(git.rollbackPoint())
                .evidenceSource(git.testedCommitEvidence())
                .vetoRule(GitAdapter.UNTESTED_COMMIT, git.testedCommitRule())
                .run();
        // end::git
        return outcome;
    }

    static Outcome gitApprovals(Path repository, Path consensus) {
        // tag::git-approvals
        GitAdapter git = GitAdapter.of(repository)
                .approvers(Map.of(
                        Role.QA, AllowedSigners.at(Path.of("/etc/deploy/qa.signers")),
                        Role.DEVELOPER, AllowedSigners.at(Path.of("/etc/deploy/developer.signers"))));
        Outcome outcome = DevOpsAgent.builder()
                .consensus(consensus)
                .evidenceSource(git.approvalEvidence())
                .vetoRule(GitAdapter.STALE_APPROVAL, git.freshApprovalRule())
                .vetoRule(GitAdapter.UNSIGNED_APPROVAL, git.signedApprovalRule())
                .run();
        // end::git-approvals
        return outcome;
    }

    static void gitCredentials(DevOpsAgent.Builder agent, Path repository, String token) {
        // tag::git-credentials
        agent.executors(GitAdapter.of(repository)
                .credentials(new UsernamePasswordCredentialsProvider("deploy", token))
                .transport(connection -> connection.setTimeout(10))
                .executors());
        // end::git-credentials
    }

    static Outcome environment(Path consensus, Path shop) {
        DevOpsAgent.Builder agent = DevOpsAgent.builder().workingDirectory(shop);
        return
        // tag::environment
        agent.consensus(consensus)
                .inheritEnvironment("PATH", "HOME", "LANG")
                .variable("REGION", "eu-west-1")
                .run();
        // end::environment
    }

    static Outcome recovery(Path consensus, String password) {
        return
        // tag::recovery
        DevOpsAgent.builder()
                .consensus(consensus)
                .onInterrupted(Recovery.ROLL_BACK)
                .lockWait(Duration.ofMinutes(5))
                .secret("DB_PASSWORD", password)
                .run();
        // end::recovery
    }

    static Outcome target(Path consensus) {
        return
        // tag::target
        DevOpsAgent.builder().consensus(consensus).target("shop-prod").run();
        // end::target
    }

    static Outcome coordination(Path consensus, Coordination coordination) {
        return
        // tag::coordination
        DevOpsAgent.builder()
                .consensus(consensus)
                .target("shop-prod")
                .coordination(coordination)
                .run();
        // end::coordination
    }

    static Outcome rollBack(Path consensus, String password) {
        return
        // tag::roll-back
        DevOpsAgent.builder()
                .consensus(consensus)
                .secret("DB_PASSWORD", password)
                .rollBack("DEP-001");
        // end::roll-back
    }

    static Optional<UnfinishedRun> inspect(Path consensus) {
        // tag::inspect
        Optional<UnfinishedRun> left = DevOpsAgent.inspect(consensus);
        left.ifPresent(run -> System.out.println(run.life() + ": " + run.summary()));
        // end::inspect
        return left;
    }

    static DeploymentHistory history(Path consensus) {
        // tag::history
        DeploymentHistory history = DevOpsAgent.history(consensus);
        System.out.println(history);
        System.out.println(history.toJson());
        // end::history
        return history;
    }

    static void report(Outcome outcome, Path consensus) throws IOException {
        // tag::report
        Files.writeString(Path.of("outcome.html"), Report.html(outcome));
        Files.writeString(Path.of("deployment.html"), Report.html(consensus, "DEP-001"));
        Files.writeString(Path.of("history.html"), Report.html(consensus));
        // end::report
    }

    static Outcome htmlReports(Path consensus) {
        // tag::html-reports
        Outcome outcome =
                DevOpsAgent.builder().consensus(consensus).htmlReports().run();
        // end::html-reports
        return outcome;
    }

    static Outcome confirmed(Path consensus, Predicate<String> person) {
        // tag::confirm
        Outcome outcome = DevOpsAgent.builder()
                .consensus(consensus)
                .confirm(preview -> person.test(preview.toString()), Duration.ofMinutes(30))
                .run();
        // end::confirm
        return outcome;
    }
}
