package io.github.devopsagent.git.internal.tested;

import io.github.devopsagent.git.internal.message.PrintableText;
import io.github.devopsagent.git.internal.message.StepVocabulary;
import io.github.devopsagent.git.internal.repository.OpenWorkTree;
import io.github.devopsagent.plan.Input;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;

/**
 * A step of the plan for one of git's executors, and what it names.
 *
 * @param pointer to it in the plan
 * @param name the step's, fit for print
 * @param executor its name
 * @param input what it is given
 * @param workTree the root of the work tree that it is in. In none, only an executor can work that the host has bound to a
 *     repository, or one that is cloned before
 * @param isWayBack whether it undoes something, so that any other step may have run before it
 */
public record PlannedGitStep(
        String pointer, String name, String executor, Input input, Optional<Path> workTree, boolean isWayBack) {

    /** The tag that {@code git/tag} makes by default, which has the id of the deployment in it. */
    private static final String DEFAULT_TAG = "";

    public PlannedGitStep {
        name = PrintableText.of(name, PrintableText.NAME);
    }

    boolean is(String other) {
        return executor.equals(other);
    }

    /** Whether it works in the repository: in this work tree, in one that is linked to it, or in none yet. */
    public boolean isIn(OpenWorkTree tree) throws IOException {
        return workTree.isEmpty() || tree.sharesRepositoryWith(workTree.get());
    }

    /** Whether it works in the work tree itself. */
    boolean isAtRootOf(OpenWorkTree tree) throws IOException {
        return workTree.isEmpty() || workTree.get().equals(tree.root().toRealPath());
    }

    /**
     * The commits, branches and tags that it is given, in its order; a branch or tag that is pushed has its full name. None
     * if it works on what is checked out.
     */
    public List<String> names() {
        return switch (executor) {
            case StepVocabulary.CHECKOUT ->
                input.text(StepVocabulary.REF).stream().toList();
            case StepVocabulary.TAG ->
                input.text(StepVocabulary.REF).filter(ref -> !ref.equals(Constants.HEAD)).stream()
                        .toList();
            case StepVocabulary.REVERT -> reverted();
            case StepVocabulary.PUSH -> pushed().stream().toList();
            default -> List.of();
        };
    }

    private List<String> reverted() {
        return input.values().get(StepVocabulary.COMMITS) instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : input.text(StepVocabulary.COMMITS).stream().toList();
    }

    private Optional<String> pushed() {
        return input.text(StepVocabulary.PUSHED_BRANCH)
                .map(branch -> full(Constants.R_HEADS, branch))
                .or(this::pushedTag);
    }

    private Optional<String> pushedTag() {
        return isTrue(StepVocabulary.PUSHED_TAG)
                ? Optional.of(DEFAULT_TAG)
                : input.text(StepVocabulary.PUSHED_TAG).map(tag -> full(Constants.R_TAGS, tag));
    }

    private boolean isTrue(String field) {
        return Boolean.TRUE.equals(input.values().get(field));
    }

    private static String full(String prefix, String name) {
        return name.startsWith(prefix) ? name : prefix + name;
    }

    /** Whether this one makes the tag that the other one pushes: what it tags is judged of itself. */
    boolean makesTagOf(PlannedGitStep push) {
        return is(StepVocabulary.TAG)
                && workTree.equals(push.workTree())
                && push.pushedTag()
                        .equals(Optional.of(input.text(StepVocabulary.NAME)
                                .map(tag -> full(Constants.R_TAGS, tag))
                                .orElse(DEFAULT_TAG)));
    }

    /**
     * Whether the plan alone says what it works on: it names nothing but full commit ids. A push has no ids, and sends what
     * is checked out, which a way back has taken back.
     */
    public boolean isKnownFromPlan() {
        return is(StepVocabulary.PUSH)
                ? isWayBack && names().isEmpty()
                : names().stream().allMatch(ObjectId::isId);
    }

    /** As people say it. */
    public String verb() {
        return switch (executor) {
            case StepVocabulary.TAG -> "tags";
            case StepVocabulary.REVERT -> "reverts";
            case StepVocabulary.PUSH -> "pushes";
            default -> "checks out";
        };
    }

    /** What it names, for print. */
    public static String shown(String named) {
        return named.equals(DEFAULT_TAG)
                ? "the tag of this deployment"
                : "'"
                        + PrintableText.of(
                                Stream.of(Constants.R_HEADS, Constants.R_TAGS)
                                        .filter(named::startsWith)
                                        .findFirst()
                                        .map(prefix -> named.substring(prefix.length()))
                                        .orElse(named),
                                PrintableText.NAME)
                        + "'";
    }

    /** Where the plan has the name. */
    String pointerToName() {
        return switch (executor) {
            case StepVocabulary.PUSH ->
                pointer + "/with/"
                        + (input.text(StepVocabulary.PUSHED_BRANCH).isPresent()
                                ? StepVocabulary.PUSHED_BRANCH
                                : StepVocabulary.PUSHED_TAG);
            case StepVocabulary.REVERT -> pointer + "/with/" + StepVocabulary.COMMITS;
            default -> pointer + "/with/" + StepVocabulary.REF;
        };
    }
}
