package io.github.devopsagent.gate;

import io.github.devopsagent.domain.Blocker;
import io.github.devopsagent.domain.Mode;
import io.github.devopsagent.domain.Phase;
import io.github.devopsagent.domain.Plan;
import io.github.devopsagent.domain.Status;
import io.github.devopsagent.domain.TestFormat;
import io.github.devopsagent.domain.TestResults;
import io.github.devopsagent.domain.Tier;
import io.github.devopsagent.inbox.Inbox;
import io.github.devopsagent.inbox.InboxMessage;
import io.github.devopsagent.inbox.MessageTime;
import io.github.devopsagent.plan.Action;
import io.github.devopsagent.plan.HealthCheck;
import io.github.devopsagent.plan.Monitoring;
import io.github.devopsagent.plan.Step;
import io.github.devopsagent.veto.Evidence;
import io.github.devopsagent.veto.Refusal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Evidence that reads like a sentence: {@code evidence().withoutRollbackPlan().build()}. By itself it is flawless. */
final class EvidenceFixture {

    static final String EPIC = "EP-1";

    private static final Set<String> SKIPS = Set.of("skipped", "xfailed");

    private Phase phase = Phase.DEPLOYMENT;
    private Tier tier = Tier.STANDARD;
    private Set<String> approvals = Set.of("developer", "qa");
    private List<Blocker> blockers = List.of();
    private boolean planThere = true;
    private String planEpic = EPIC;
    private Optional<String> environment = Optional.empty();
    private List<Step> steps = List.of(step("deploy"));
    private List<Step> rollbackPlan = List.of(step("roll back"));
    private List<HealthCheck> checks = List.of(check(HealthCheck.After.BOTH));
    private List<HealthCheck> hostChecks = List.of();
    private Map<String, List<String>> misnamed = Map.of();
    private Optional<TestResults> results = Optional.of(results(EPIC, 2, 2));
    private final List<InboxMessage> inbox = new ArrayList<>();
    private final List<InvalidDocument> invalid = new ArrayList<>();
    private Set<String> earlierEpics = Set.of();

    private EvidenceFixture() {}

    static EvidenceFixture evidence() {
        return new EvidenceFixture();
    }

    static Step step(String name) {
        return Step.of(name, Action.shell("./" + name + ".sh"));
    }

    static HealthCheck check(HealthCheck.After after) {
        return new HealthCheck("api", Action.shell("curl api"), after, HealthCheck.Timing.DEFAULT, "builder");
    }

    EvidenceFixture in(Phase other) {
        phase = other;
        return this;
    }

    EvidenceFixture of(Tier other) {
        tier = other;
        return this;
    }

    EvidenceFixture approvedBy(String... roles) {
        approvals = Set.of(roles);
        return this;
    }

    EvidenceFixture blockedBy(Blocker... all) {
        blockers = List.of(all);
        return this;
    }

    EvidenceFixture withoutPlan() {
        planThere = false;
        return this;
    }

    EvidenceFixture withPlanOf(String epic) {
        planEpic = epic;
        return this;
    }

    EvidenceFixture deployedTo(String name) {
        environment = Optional.of(name);
        return this;
    }

    EvidenceFixture deploying(Step... all) {
        steps = List.of(all);
        return this;
    }

    EvidenceFixture withoutRollbackPlan() {
        rollbackPlan = List.of();
        return this;
    }

    EvidenceFixture checkedBy(HealthCheck.After... afters) {
        checks = Arrays.stream(afters).map(EvidenceFixture::check).toList();
        return this;
    }

    EvidenceFixture misnaming(String field, String... names) {
        misnamed = Map.of(field, List.of(names));
        return this;
    }

    EvidenceFixture checkedByTheHost(HealthCheck.After... afters) {
        hostChecks = Arrays.stream(afters).map(EvidenceFixture::check).toList();
        return this;
    }

    EvidenceFixture withoutTestResults() {
        results = Optional.empty();
        return this;
    }

    EvidenceFixture tested(String epic, long scenarios, long passed, TestResults.Scenario... notPassed) {
        results = Optional.of(results(epic, scenarios, passed, notPassed));
        return this;
    }

    static TestResults results(String epic, long scenarios, long passed, TestResults.Scenario... notPassed) {
        Map<Boolean, List<TestResults.Scenario>> skips =
                Arrays.stream(notPassed).collect(Collectors.partitioningBy(each -> SKIPS.contains(each.status())));
        return new TestResults(
                TestFormat.SCENARIOS,
                Optional.of(epic),
                new TestResults.Counts(scenarios, passed, skips.get(true).size()),
                skips.get(false),
                skips.get(true),
                List.of(),
                Optional.empty());
    }

    EvidenceFixture received(InboxMessage message) {
        inbox.add(message);
        return this;
    }

    EvidenceFixture withInvalid(InvalidDocument.JudgedDocument kind, Refusal... faults) {
        invalid.add(new InvalidDocument(kind, List.of(faults)));
        planThere &= kind != InvalidDocument.JudgedDocument.PLAN;
        return kind == InvalidDocument.JudgedDocument.TEST_RESULTS ? withoutTestResults() : this;
    }

    EvidenceFixture after(String... epics) {
        earlierEpics = Set.of(epics);
        return this;
    }

    Evidence build() {
        Status status = new Status(EPIC, tier, phase, Mode.FULL, 1, approvals, blockers);
        Plan plan = new Plan(
                planEpic,
                environment,
                List.of(),
                List.of(),
                steps,
                rollbackPlan,
                checks,
                Monitoring.DEFAULT,
                List.of(),
                misnamed,
                List.of());
        return new Evidence(
                status,
                planThere ? Optional.of(plan) : Optional.empty(),
                results,
                InboxListing.of(EPIC, inbox()),
                hostChecks,
                List.of());
    }

    /** With what only our own rules judge by. */
    FullEvidence full() {
        return new FullEvidence(build(), inbox(), invalid, false);
    }

    Inbox inbox() {
        return new Inbox(inbox, earlierEpics);
    }

    /** A valid message of the epic, by day alone. */
    static InboxMessage message(String kind, String sender, String day) {
        return message(kind, sender, day, new MessageTime.Day(LocalDate.parse(day)));
    }

    /** A valid message of the epic, by the second. */
    static InboxMessage messageAt(String kind, String sender, String moment) {
        return message(kind, sender, moment.substring(0, 10), new MessageTime.Zoned(Instant.parse(moment)));
    }

    private static InboxMessage message(String kind, String sender, String day, MessageTime.Point at) {
        return new InboxMessage(
                InboxMessage.INBOX + "/" + day + "-" + kind + ".json",
                InboxMessage.Form.VALID,
                Optional.of(kind),
                Optional.of(sender),
                Optional.of(EPIC),
                MessageTime.of(List.of(at)),
                List.of("It is slow.", "p95 is 3 s."),
                Optional.of("'st' is \"veto\"").filter(why -> kind.equals("veto")),
                Optional.empty(),
                Optional.empty());
    }
}
