package io.github.devopsagent.git.internal.approval;

import io.github.devopsagent.domain.Plan;
import io.github.devopsagent.domain.Role;
import io.github.devopsagent.domain.Status;
import io.github.devopsagent.git.internal.approval.ApprovalFact.NoHistory;
import io.github.devopsagent.git.internal.approval.ApprovalFact.RoleApproval;
import io.github.devopsagent.git.internal.message.FirstOf;
import io.github.devopsagent.git.internal.message.FirstPaths;
import io.github.devopsagent.git.internal.message.PrintableText;
import io.github.devopsagent.git.internal.message.ShellWord;
import io.github.devopsagent.git.internal.repository.CommitSummary;
import io.github.devopsagent.git.internal.worktree.UncommittedFiles;
import io.github.devopsagent.plan.Step;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What people read: who approved what in which commit, what changed since, and what the role has to do. */
final class StaleReason {

    /** Where the evidence is follows in the same line, which must not be that of a command. */
    static final String ENDING = "Then the deployment can be tried again.";

    private StaleReason() {}

    static String withoutEvidence(Path repository) {
        return String.join(
                "\n",
                "it is not known since when the approvals stand: the agent has no evidence about the repository "
                        + repository + ".",
                "A host that adds the rule to the builder adds the source, too, of the same repository:",
                "  .evidenceSource(git.approvalEvidence())",
                "  .vetoRule(GitAdapter.STALE_APPROVAL, git.freshApprovalRule())",
                ENDING);
    }

    static String ofNoHistory(ApprovalFact fact, NoHistory why) {
        return "it is not known since when the approvals stand: " + described(fact, why) + "\n" + ENDING;
    }

    static String described(ApprovalFact fact, NoHistory why) {
        String consensus = "the consensus directory " + fact.consensus();
        return switch (why) {
            case NONE -> consensus + " is in no git repository. Put it into one, and commit it.";
            case ELSEWHERE ->
                consensus + " is not in the work tree " + fact.repository() + " itself: it, or what it leads to, is in"
                        + " another repository or in none. The host names the one that has its commits:"
                        + " GitAdapter.of(<root of that work tree>).";
            case SHALLOW ->
                "the repository " + fact.repository() + " is shallow, and does not have the older commits. Get them:\n"
                        + "  git -C " + ShellWord.quoted(fact.repository().toString()) + " fetch --unshallow";
            case NO_COMMIT ->
                "the repository " + fact.repository() + " has no commit yet. Each role commits what it approves.";
            case LINK ->
                "status.json, plan.json or test_results.json in " + fact.consensus() + " is a symbolic link, or lies"
                        + " behind one, and git has the link alone. Put the file itself there.";
        };
    }

    static String ofNoApproval(Role role) {
        return role.label() + " has not approved, which the host demands: when " + role.label()
                + " approves the plan and what is deployed, it adds \"" + role.label() + "\" to approvals in "
                + Status.FILE + ", and commits that.";
    }

    static String ofUncommitted(ApprovalFact fact, Role role) {
        return "the approval of " + role.label() + " is in no commit: HEAD of " + fact.repository()
                + " has no " + Status.FILE + " with \"" + role.label()
                + "\" in approvals and this epic_id, so nobody knows who wrote it, and when. If " + role.label()
                + " approves what is there now, it commits " + Status.FILE + " with its approval itself.";
    }

    static String ofChanges(ApprovalFact fact, Role role, Origin origin, Optional<Plan> plan) {
        Origin.Changes changes = origin.changes();
        List<String> lines = new ArrayList<>();
        lines.add("the approval of " + role.label() + " is older than what it is about: " + origin.brought()
                + ", and changed since:");
        changes.documents().lines().forEach(lines::add);
        lines.addAll(changes.files().lines());
        changes.deployed().ifPresent(moved -> lines.add("  " + moved));
        section(lines, changes.commits(), "changed by:");
        section(lines, changes.uncommitted(), "of this, no commit has:");
        if (!changes.uncommitted().isEmpty()) {
            lines.add(UncommittedFiles.WAY_OUT);
            lines.addAll(ofSteps(plan));
        }
        lines.addAll(changes.areNoneInFiles() ? ofNoFile(role) : ofFiles(fact, role, origin));
        return String.join("\n", lines);
    }

    private static List<String> ofFiles(ApprovalFact fact, Role role, Origin origin) {
        return List.of(
                "What changed is shown by:",
                "  git -C " + ShellWord.quoted(fact.repository().toString()) + " diff "
                        + origin.commit().shortId(),
                "If " + role.label() + " approves all of this, it " + again(role)
                        + (origin.changes().uncommitted().isEmpty()
                                ? "."
                                : ", after what no commit has is committed, removed, or ignored by .gitignore."));
    }

    private static List<String> ofNoFile(Role role) {
        return List.of(
                "To approve again does not help while this is so. If plan or files become others when it is mended, "
                        + role.label() + " " + again(role) + ".");
    }

    private static String again(Role role) {
        return "removes \"" + role.label() + "\" from approvals in " + Status.FILE
                + " and commits, then adds it again and commits";
    }

    /** It is judged again when these are done. */
    private static List<String> ofSteps(Optional<Plan> plan) {
        List<String> steps = new ArrayList<>();
        for (Step step : plan.map(Plan::preflight).orElse(List.of())) {
            steps.add(named(step) + " of pre-flight");
        }
        for (Step step : plan.map(Plan::backup).orElse(List.of())) {
            steps.add(named(step) + " of the backup");
        }
        return steps.isEmpty()
                ? List.of()
                : List.of(
                        "If a step has left an untracked file, " + FirstPaths.of(steps)
                                + ": a backup step names it in its \"produces\", any other writes where .gitignore ignores it.");
    }

    private static String named(Step step) {
        return "'" + PrintableText.of(step.name(), PrintableText.NAME) + "'";
    }

    private static void section(List<String> lines, FirstOf<?> entries, String heading) {
        if (!entries.isEmpty()) {
            lines.add(heading);
            lines.addAll(entries.lines());
        }
    }

    static String consent(RoleApproval approval) {
        return approval.role().label() + " approved what is there, in commit "
                + approval.origins().stream()
                        .map(Origin::commit)
                        .map(CommitSummary::shortId)
                        .collect(Collectors.joining(" and "));
    }

    static String scope(ApprovalFact fact) {
        return fact.alone() ? " (plan and test results alone: the consensus directory is a repository of its own)" : "";
    }
}
