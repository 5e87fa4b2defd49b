package io.github.devopsagent.internal.document;

import io.github.devopsagent.domain.PlanRemark;
import io.github.devopsagent.executor.ExecutionContext;
import io.github.devopsagent.executor.HostEnvironment;
import io.github.devopsagent.executor.Inherited;
import io.github.devopsagent.internal.json.TrustedJsonCursor;
import io.github.devopsagent.internal.json.TrustedJsonCursor.Fields;
import io.github.devopsagent.machine.vocabulary.RunPlan;
import io.github.devopsagent.metric.Metric;
import io.github.devopsagent.plan.Action;
import io.github.devopsagent.plan.BareStringPolicy;
import io.github.devopsagent.plan.HealthCheck;
import io.github.devopsagent.plan.HealthCheck.After;
import io.github.devopsagent.plan.Monitoring;
import io.github.devopsagent.plan.Step;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a run's own copy. */
final class SettingsReader {

    /** Runs that began before there was a budget have none, however long they have taken. */
    private static final Duration UNLIMITED = Duration.ofDays(36_500);

    private SettingsReader() {}

    static PinnedRun copy(Fields root) {
        if (root.get("format").integer() != SettingsJson.FORMAT) {
            throw root.get("format").wrong("the format " + SettingsJson.FORMAT + " of this version of the library");
        }
        return new PinnedRun(
                PinnedPlan.of(
                        root.get("steps").object(steps -> plan(root, steps)),
                        new HashSet<>(root.get("secrets").list(TrustedJsonCursor::text))),
                root.get("bare_strings").constant(BareStringPolicy.class, BareStringPolicy::name),
                root.find("prose_rollback").map(TrustedJsonCursor::text),
                root.find("remarks")
                        .map(remarks -> remarks.list(each -> each.object(SettingsReader::remark)))
                        .orElse(List.of()),
                root.find("hashed_variables")
                        .map(hashed -> hashed.object(SettingsReader::hashed))
                        .orElse(HashedVariables.NONE),
                root.find("target").map(TrustedJsonCursor::text),
                new TestSkips(
                        root.find("skipped_tests_allowed")
                                .map(TrustedJsonCursor::bool)
                                .orElse(false),
                        root.find("skipped_tests").map(TrustedJsonCursor::text)));
    }

    private static HashedVariables hashed(Fields fields) {
        return new HashedVariables(
                fields.get("salt").text(), fields.get("digests").map(TrustedJsonCursor::text));
    }

    /** A run of an earlier version kept nothing of it. */
    private static HostEnvironment host(Fields root) {
        return root.find("host_environment")
                .map(host -> host.object(SettingsReader::hostEnvironment))
                .orElse(HostEnvironment.AS_IT_IS);
    }

    private static HostEnvironment hostEnvironment(Fields fields) {
        return new HostEnvironment(
                inherited(fields.get("inherited")),
                fields.get("fixed").bool(),
                fields.get("kept").map(TrustedJsonCursor::text),
                new HashSet<>(fields.get("unkept").list(TrustedJsonCursor::text)),
                new HashSet<>(fields.get("unset").list(TrustedJsonCursor::text)));
    }

    private static Inherited inherited(TrustedJsonCursor value) {
        if (value.node().isString()) {
            value.same("all");
            return Inherited.ALL;
        }
        return new Inherited(false, new HashSet<>(value.list(TrustedJsonCursor::text)));
    }

    private static PlanRemark remark(Fields fields) {
        return new PlanRemark(
                fields.get("kind").constant(PlanRemark.RemarkKind.class, PlanRemark.RemarkKind::name),
                fields.get("text").text(),
                fields.get("pointers").list(TrustedJsonCursor::text),
                fields.get("places").integer());
    }

    private static RunPlan plan(Fields root, Fields steps) {
        return new RunPlan(
                context(root),
                steps("preflight", steps),
                steps("backup", steps),
                steps("deployment_steps", steps),
                steps("rollback_plan", steps),
                steps("rollback_point", steps),
                root.get("restore_command").text(),
                root.get("health_checks").list(each -> each.object(SettingsReader::check)),
                root.get("monitoring").object(SettingsReader::monitoring),
                root.get("monitoring").openObject(SettingsReader::metrics),
                root.get("rollback_budget").duration(),
                root.find("forward_budget").map(TrustedJsonCursor::duration).orElse(UNLIMITED));
    }

    private static ExecutionContext context(Fields root) {
        return new ExecutionContext(
                root.get("epic_id").text(),
                root.get("deployment_id").text(),
                root.get("environment").text(),
                root.get("working_directory")
                        .text(
                                "a path (one that is not ASCII needs a UTF-8 locale, such as LC_ALL=C.UTF-8)",
                                Path::of,
                                Path::toString),
                root.get("variables").map(TrustedJsonCursor::text),
                host(root));
    }

    private static List<Step> steps(String part, Fields fields) {
        return fields.get(part).list(each -> each.object(SettingsReader::step));
    }

    private static Step step(Fields fields) {
        return new Step(
                fields.get("name").text(),
                action(fields),
                fields.find("rollback").isPresent() ? steps("rollback", fields) : List.of(),
                fields.get("timeout").duration(),
                fields.find("env").map(env -> env.map(TrustedJsonCursor::text)).orElse(Map.of()),
                fields.find("working_directory").map(TrustedJsonCursor::text),
                fields.get("idempotent").bool(),
                fields.get("retries").integer(),
                fields.find("retry_delay").map(TrustedJsonCursor::duration).orElse(Step.DEFAULT_RETRY_DELAY),
                fields.find("irreversible").map(TrustedJsonCursor::bool).orElse(false),
                fields.find("produces")
                        .map(paths -> paths.list(TrustedJsonCursor::text))
                        .orElse(List.of()));
    }

    private static Action action(Fields fields) {
        Optional<Action> text = fields.find("bare")
                .<Action>map(bare -> new Action.Bare(bare.text()))
                .or(() -> fields.find("run").map(run -> new Action.Run(run.text())));
        return text.orElseGet(() -> new Action.Use(
                fields.get("uses").text(),
                InputJson.read(fields),
                fields.find("command").map(TrustedJsonCursor::text)));
    }

    private static HealthCheck check(Fields fields) {
        return new HealthCheck(
                fields.get("name").text(),
                action(fields),
                fields.get("after").constant(After.class, SettingsJson::label),
                new HealthCheck.Timing(
                        fields.get("initial_delay").duration(),
                        fields.get("startup_timeout").duration(),
                        fields.get("period").duration(),
                        fields.get("timeout").duration(),
                        fields.get("success_threshold").integer(),
                        fields.get("failure_threshold").integer()),
                fields.get("source").text());
    }

    /** A run of an earlier version has none. */
    private static List<Metric> metrics(Fields monitoring) {
        return monitoring
                .find("metrics")
                .map(metrics -> metrics.list(each -> each.object(fields -> MetricJson.read(fields, action(fields)))))
                .orElse(List.of());
    }

    private static Monitoring monitoring(Fields fields) {
        fields.find("metrics");
        return new Monitoring(
                fields.get("duration").duration(),
                fields.get("period").duration(),
                fields.get("failure_limit").integer());
    }
}
