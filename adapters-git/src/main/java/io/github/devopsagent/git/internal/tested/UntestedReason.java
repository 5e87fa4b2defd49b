package io.github.devopsagent.git.internal.tested;

import io.github.devopsagent.domain.Plan;
import io.github.devopsagent.domain.TestResults;
import io.github.devopsagent.git.internal.message.FirstOf;
import io.github.devopsagent.git.internal.message.ShellWord;
import io.github.devopsagent.git.internal.message.StepVocabulary;
import io.github.devopsagent.git.internal.repository.CommitSummary;
import io.github.devopsagent.git.internal.repository.ResolvedRevision;
import io.github.devopsagent.git.internal.repository.RevisionParser;
import io.github.devopsagent.git.internal.repository.UnresolvedRevision;
import io.github.devopsagent.git.internal.repository.UnresolvedRevision.Why;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What people read: what is wrong, the commits and files, and each way out as something to paste. */
final class UntestedReason {

    private static final String FIELD = "environment.commit";

    private final CommitFact fact;
    private final boolean hasTestResults;
    private final List<String> lines = new ArrayList<>();

    UntestedReason(CommitFact fact, boolean hasTestResults) {
        this.fact = fact;
        this.hasTestResults = hasTestResults;
    }

    static String withoutEvidence(Path repository) {
        return String.join(
                "\n",
                "it is not known whether what would be deployed was tested: the agent has no evidence about the"
                        + " repository " + repository + ".",
                "A host that adds the rule to the builder adds the source, too, of the same repository:",
                "  .evidenceSource(git.testedCommitEvidence())",
                "  .vetoRule(GitAdapter.UNTESTED_COMMIT, git.testedCommitRule())",
                ending());
    }

    String consent() {
        ResolvedRevision deployed = fact.deployed().get();
        CommitSummary tested = fact.tested().get().commit();
        String subject = "what would be deployed, " + deployed(deployed) + ", ";
        if (deployed.commit().id().equals(tested.id())) {
            return subject + "is the tested commit";
        }
        return fact.difference().ignoredDiffer()
                ? subject + "differs from the tested commit " + tested.shortId() + " only in " + ignored()
                : subject + "has the same files as the tested commit " + tested.shortId();
    }

    String ofDifference() {
        CommitDifference difference = fact.difference();
        CommitSummary tested = fact.tested().get().commit();
        lines.add("what would be deployed was not tested: it is " + deployedNow() + ", and qa tested "
                + tested.shortId() + ".");
        commits(difference.untested(), "commit would be deployed untested", "commits would be deployed untested");
        commits(difference.missing(), "tested commit would be missing", "tested commits would be missing");
        files(difference, tested);
        uncommitted();
        lines.add(
                fact.uncommitted().isEmpty()
                        ? "Either qa tests " + deployedId() + " and writes it to " + FIELD + " of " + TestResults.FILE
                                + ","
                        : "Either the changes are committed, and qa tests the new commit and writes its id to " + FIELD
                                + " of " + TestResults.FILE + ",");
        deployTested(tested);
        return text();
    }

    private void commits(CommitDifference.CommitSet commits, String one, String many) {
        FirstOf<CommitSummary> effective = commits.effective();
        if (!effective.isEmpty()) {
            String others =
                    commits.others() == 0 ? "" : ", not counting " + commits.others() + " that change " + nothing();
            lines.add(counted(effective.count(), one, many) + others + ":");
            lines.addAll(effective.lines());
        }
    }

    private String nothing() {
        return fact.ignored().isEmpty() ? "no file" : "nothing outside of " + ignored();
    }

    private void files(CommitDifference difference, CommitSummary tested) {
        if (!difference.files().isEmpty()) {
            lines.add(counted(difference.files().count(), "file differs", "files differ") + ", as git diff "
                    + tested.shortId() + " " + fact.deployed().get().commit().shortId() + " shows:");
            lines.addAll(difference.files().lines());
        }
    }

    private void uncommitted() {
        if (!fact.uncommitted().isEmpty()) {
            lines.add(counted(
                            fact.uncommitted().count(),
                            "file has uncommitted changes",
                            "files have uncommitted changes")
                    + ":");
            lines.addAll(fact.uncommitted().lines());
        }
    }

    private void deployTested(CommitSummary tested) {
        if (pushes()) {
            lines.add("or step '" + fact.step().get().name() + "' in " + Plan.FILE
                    + " pushes a branch or tag of the tested commit.");
        } else if (fact.step().isPresent()) {
            lines.add("or the tested commit is deployed, which step '"
                    + fact.step().get().name() + "' in " + Plan.FILE + " says with:");
            lines.add("  " + ref(tested.id()));
        } else {
            lines.add("or the tested commit is deployed"
                    + (fact.uncommitted().isEmpty() ? ":" : ", with the changes set aside:"));
            lines.add("  " + commands(tested));
        }
        lines.add(ending());
    }

    private boolean pushes() {
        return fact.step().filter(step -> step.is(StepVocabulary.PUSH)).isPresent();
    }

    private String commands(CommitSummary tested) {
        List<String> commands = new ArrayList<>();
        if (!fact.uncommitted().isEmpty()) {
            commands.add(stash());
        }
        if (!fact.difference().files().isEmpty()) {
            commands.addAll(checkout(tested.id()));
        }
        return String.join(" && ", commands);
    }

    /** A checkout would take the consensus directory along, so that only files outside go to the other commit. */
    private List<String> checkout(String id) {
        return fact.difference().ignoredDiffer()
                ? List.of(
                        git("restore --source=" + id + " --staged --worktree -- ." + exceptIgnored()),
                        git("update-ref --no-deref HEAD " + id),
                        git("reset -q " + id))
                : List.of(git("checkout --detach " + id));
    }

    private String stash() {
        return git("stash push" + (fact.ignored().isEmpty() ? "" : " -- ." + exceptIgnored()));
    }

    private String exceptIgnored() {
        return fact.ignored().stream()
                .map(path -> " " + ShellWord.quoted(":(exclude,literal)" + path))
                .collect(Collectors.joining());
    }

    String ofUnknownTested() {
        lines.add("no commit is known to be tested: " + testedFault() + ". What would be deployed is " + deployedNow()
                + ".");
        UnresolvedRevision fault = fact.tested().getLeft();
        lines.addAll(fault.candidates().lines());
        if (fault.why() == Why.NO_ID) {
            lines.add("Allowed are 4 to 40 hex digits, and no name of a branch or tag, since these can move after the"
                    + " tests.");
        }
        if (fault.why() == Why.UNKNOWN) {
            fetch("");
        }
        if (!fact.uncommitted().isEmpty()) {
            uncommitted();
            lines.add("They are committed first, or set aside:");
            lines.add("  " + stash());
        }
        lines.add("If the tests ran on what would be deployed, qa writes its full id to " + TestResults.FILE
                + "; if not, qa tests it first:");
        lines.add("  \"environment\": {\"commit\": \"" + deployedId() + "\"}");
        lines.add(ending());
        return text();
    }

    private String testedFault() {
        UnresolvedRevision fault = fact.tested().getLeft();
        if (!hasTestResults) {
            return TestResults.FILE + " is missing";
        }
        return fault.why() == Why.ABSENT
                ? TestResults.FILE + " has no " + FIELD
                : FIELD + " is " + described(fault, "commit");
    }

    String ofUnknownDeployed() {
        UnresolvedRevision fault = fact.deployed().getLeft();
        PlannedGitStep naming = fact.step().orElseThrow();
        String step = "step '" + naming.name() + "'";
        lines.add("it is not known what would be deployed: " + step
                + (fault.why() == Why.ABSENT
                        ? naming.is(StepVocabulary.CHECKOUT)
                                ? " uses " + StepVocabulary.CHECKOUT + " without a text '" + StepVocabulary.REF + "'"
                                : " pushes the tag of this deployment, which no step before it makes"
                        : " " + naming.verb() + " " + described(fault, "branch, tag or commit"))
                + ".");
        lines.addAll(fault.candidates().lines());
        if (fault.why() == Why.UNKNOWN) {
            fetch(" --tags");
            lines.add("A branch that only the remote has is written with the remote's name, such as origin/main.");
        }
        if (pushes()) {
            lines.add("A branch or tag of the tested commit can be pushed, or a tag that " + StepVocabulary.TAG
                    + " makes in an earlier step.");
        } else {
            lines.add("The tested commit is deployed if " + step + " in " + Plan.FILE + " says:");
            lines.add("  "
                    + ref(fact.tested().fold(none -> "<full id of the tested commit>", one -> one.commit()
                            .id())));
        }
        if (fact.tested().isLeft()) {
            lines.add("Besides, no commit is known to be tested: " + testedFault() + ".");
        }
        lines.add(ending());
        return text();
    }

    private String described(UnresolvedRevision fault, String kind) {
        String name = "'" + fault.name() + "'";
        return switch (fault.why()) {
            case ABSENT -> "nothing";
            case NO_ID -> name + ", which is no commit id";
            case UNKNOWN -> name + ", and " + fact.repository() + " has no such " + kind;
            case SEVERAL_COMMITS ->
                name + ", and " + fault.candidates().count() + " commits of " + fact.repository() + " begin with that";
            case TOO_SHORT ->
                name + ", and more than " + RevisionParser.MOST_MATCHES + " objects of " + fact.repository()
                        + " begin with that";
            case FETCHED ->
                name + ", which an earlier step fetches or pushes, so that nobody has tested what it will be by then";
            case REF_AND_ID ->
                name + ", which is both a name and the beginning of a commit's id in " + fact.repository();
            case BRANCH_AND_TAG -> name + ", which is a branch and a tag of " + fact.repository();
        };
    }

    private void fetch(String options) {
        lines.add(
                fact.shallow()
                        ? "The repository is shallow; this gets all older commits, and --deepen=100 some of them:"
                        : "It may be in the remote:");
        lines.add("  " + git("fetch" + options + (fact.shallow() ? " --unshallow" : "")));
    }

    private String git(String arguments) {
        return "git -C " + ShellWord.quoted(fact.repository().toString()) + " " + arguments;
    }

    private static String ref(String id) {
        return "\"" + StepVocabulary.REF + "\": \"" + id + "\"";
    }

    private String deployedId() {
        return fact.deployed().get().commit().id();
    }

    private String deployedNow() {
        return deployed(fact.deployed().get()) + (fact.uncommitted().isEmpty() ? "" : " with uncommitted changes");
    }

    private String deployed(ResolvedRevision deployed) {
        return fact.step()
                .map(step -> deployed.commit().shortId() + " (" + deployed.what() + ", which step '" + step.name()
                        + "' " + step.verb() + ")")
                .orElseGet(deployed::toString);
    }

    private String ignored() {
        return String.join(", ", fact.ignored());
    }

    private static String counted(int count, String one, String many) {
        return count + " " + (count == 1 ? one : many);
    }

    /** Where the evidence is follows in the same line, which must not be that of a command. */
    private static String ending() {
        return "Then the deployment can be tried again.";
    }

    private String text() {
        return String.join("\n", lines);
    }
}
