package io.github.devopsagent.git.internal.approval;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.devopsagent.domain.Deployment;
import io.github.devopsagent.domain.Mode;
import io.github.devopsagent.domain.Phase;
import io.github.devopsagent.domain.Plan;
import io.github.devopsagent.domain.Role;
import io.github.devopsagent.domain.Status;
import io.github.devopsagent.domain.TestResults;
import io.github.devopsagent.domain.Tier;
import io.github.devopsagent.git.GitAdapter;
import io.github.devopsagent.git.internal.repository.TestRepository;
import io.github.devopsagent.plan.Monitoring;
import io.github.devopsagent.plan.Step;
import io.github.devopsagent.veto.Evidence;
import io.github.devopsagent.veto.Ok;
import io.github.devopsagent.veto.Site;
import io.github.devopsagent.veto.Veto;
import io.github.devopsagent.veto.VetoRule;
import io.vavr.control.Either;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A repository with code and a consensus directory, and what the rules say of the approvals in it. */
record ApprovedDeployment(
        TestRepository repo,
        Path consensus,
        GitAdapter adapter,
        List<Step> steps,
        List<Step> backup,
        List<Step> rollback) {

    private static final Pattern EPIC = Pattern.compile("\"epic_id\"\\s*:\\s*\"([^\"]*)\"");
    private static final Pattern APPROVALS = Pattern.compile("\"approvals\"\\s*:\\s*\\[([^\\]]*)\\]");
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"");
    private static final String TEXT = "\\s*\"[^\"]*\"\\s*";
    private static final String LIST = "\\s*\\[\\s*(?:" + TEXT + "(?:," + TEXT + ")*)?\\]\\s*";
    private static final String MEMBER = TEXT + ":(?:" + TEXT + "|" + LIST + ")";
    private static final Pattern OBJECT = Pattern.compile("\\s*\\{" + MEMBER + "(?:," + MEMBER + ")*\\}\\s*");

    /** Code, plan, results and a status without approvals, committed. */
    static ApprovedDeployment in(Path directory) {
        TestRepository repo = TestRepository.in(directory);
        ApprovedDeployment made = of(repo, directory.resolve("consensus"));
        made.write("artifacts/plan.json", "{\"v\": 1}")
                .write("artifacts/test_results.json", "{\"passed\": 1}")
                .approvals();
        repo.commitAll("the plan");
        return made;
    }

    static ApprovedDeployment of(TestRepository repo, Path consensus) {
        return new ApprovedDeployment(repo, consensus, GitAdapter.of(repo.path()), List.of(), List.of(), List.of());
    }

    ApprovedDeployment with(GitAdapter other) {
        return new ApprovedDeployment(repo, consensus, other, steps, backup, rollback);
    }

    ApprovedDeployment at(Path otherConsensus) {
        return new ApprovedDeployment(repo, otherConsensus, adapter, steps, backup, rollback);
    }

    ApprovedDeployment deploying(Step... other) {
        return new ApprovedDeployment(repo, consensus, adapter, List.of(other), backup, rollback);
    }

    ApprovedDeployment backingUp(Step... other) {
        return new ApprovedDeployment(repo, consensus, adapter, steps, List.of(other), rollback);
    }

    ApprovedDeployment rollingBackBy(Step... other) {
        return new ApprovedDeployment(repo, consensus, adapter, steps, backup, List.of(other));
    }

    ApprovedDeployment write(String file, String text) {
        new TestRepository(consensus).write(file, text);
        return this;
    }

    ApprovedDeployment approvals(String... roles) {
        return write("status.json", status("EP-1", roles));
    }

    static String status(String epic, String... roles) {
        return "{\n  \"epic_id\": \"" + epic + "\",\n  \"approvals\": ["
                + String.join(
                        ", ",
                        List.of(roles).stream().map(role -> "\"" + role + "\"").toList())
                + "]\n}\n";
    }

    /** The role is added and committed; the commit. */
    String approved(String... roles) {
        approvals(roles);
        return repo.commitAll(String.join(" and ", roles) + " approve");
    }

    /** As the agent reads it, for what stands in these tests. */
    private static Optional<Status> read(byte[] bytes) {
        String text = new String(bytes, UTF_8);
        Matcher epic = EPIC.matcher(text);
        Matcher list = APPROVALS.matcher(text);
        if (!OBJECT.matcher(text).matches() || !epic.find() || !list.find() || list.find()) {
            return Optional.empty();
        }
        Set<String> approvals = new LinkedHashSet<>();
        list.reset();
        list.find();
        WORD.matcher(list.group(1)).results().forEach(role -> approvals.add(role.group(1)));
        return Optional.of(
                new Status(epic.group(1), Tier.STANDARD, Phase.DEPLOYMENT, Mode.FULL, 1, approvals, List.of()));
    }

    private Evidence evidence(List<Record> facts) {
        Status status = read(new TestRepository(consensus).read("status.json").getBytes(UTF_8))
                .orElseThrow();
        Plan plan = new Plan(
                status.epicId(),
                Optional.empty(),
                List.of(),
                backup,
                steps,
                rollback,
                List.of(),
                Monitoring.DEFAULT,
                List.of(),
                Map.of(),
                List.of());
        return new Evidence(status, Optional.of(plan), Optional.empty(), List.of(), List.of(), facts);
    }

    private Record fact(Deployment.Digests judged) throws Exception {
        return fact(judged, repo.path());
    }

    private Record fact(Deployment.Digests judged, Path workingDirectory) throws Exception {
        return adapter.approvalEvidence()
                .collect(evidence(List.of()), new Site(consensus, workingDirectory, ApprovedDeployment::read, judged));
    }

    /** What is told of a run in this directory. */
    List<String> warningsIn(Path workingDirectory) throws Exception {
        return ((ApprovalFact) fact(digests(), workingDirectory)).warnings();
    }

    /** The commits that brought its approval. */
    List<String> broughtBy(Role role) throws Exception {
        return ((ApprovalFact) fact(digests()))
                .of(role).orElseThrow().origins().stream()
                        .map(origin -> origin.commit().id())
                        .toList();
    }

    Either<Veto, Ok> judgedBy(VetoRule rule) throws Exception {
        return judgedBy(rule, digests());
    }

    /** Where the agent has read these documents, whatever stands in the files by now. */
    Either<Veto, Ok> judgedBy(VetoRule rule, Deployment.Digests judged) throws Exception {
        return rule.judge(evidence(List.of(fact(judged))));
    }

    /** Of the documents as they are now. */
    Deployment.Digests digests() throws Exception {
        return new Deployment.Digests(digest(Plan.FILE), digest(TestResults.FILE));
    }

    private String digest(String file) throws Exception {
        Path path = consensus.resolve(file);
        return Files.isRegularFile(path)
                ? HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(path)))
                : "";
    }

    /** What people are warned of. */
    List<String> warnings() throws Exception {
        return warningsIn(repo.path());
    }

    String consent(Role... further) throws Exception {
        return judgedBy(adapter.freshApprovalRule(further))
                .fold(
                        veto -> {
                            throw new AssertionError(veto.toString());
                        },
                        Ok::note);
    }

    Veto veto(Role... further) throws Exception {
        return judgedBy(adapter.freshApprovalRule(further)).fold(veto -> veto, ok -> {
            throw new AssertionError(ok.note());
        });
    }

    String reason(Role... further) throws Exception {
        return veto(further).reason();
    }
}
