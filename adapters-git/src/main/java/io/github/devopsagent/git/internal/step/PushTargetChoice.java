package io.github.devopsagent.git.internal.step;

import io.github.devopsagent.executor.ExecutionContext;
import io.github.devopsagent.git.internal.message.GitRefusal;
import io.github.devopsagent.git.internal.message.PrintableText;
import io.github.devopsagent.git.internal.message.ShellWord;
import io.github.devopsagent.git.internal.message.StepVocabulary;
import io.github.devopsagent.git.internal.repository.OpenWorkTree;
import io.github.devopsagent.git.internal.steprecord.PushTarget;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.BranchConfig;
import org.eclipse.jgit.lib.ConfigConstants;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.StoredConfig;

/** What a step pushes where: as the step says, and where it does not, as git's configuration says. */
final class PushTargetChoice {

    private final OpenWorkTree tree;
    private final Repository repository;
    private final ForeseenCheckout foreseen;

    /** @param foreseen what is checked out when the step runs */
    PushTargetChoice(OpenWorkTree tree, ForeseenCheckout foreseen) {
        this.tree = tree;
        this.repository = tree.repository();
        this.foreseen = foreseen;
    }

    PushTarget of(StepInput input, ExecutionContext context) throws IOException, GitRefusal {
        String source = source(input, context);
        if (!foreseen.tags().contains(source)) {
            requireThere(source);
        }
        String remote = remote(input, source);
        return new PushTarget(source, remote, ref(repository, input, source, remote));
    }

    private String source(StepInput input, ExecutionContext context) throws GitRefusal {
        Optional<String> branch = input.text(StepVocabulary.PUSHED_BRANCH);
        Optional<String> tag = input.isYes(StepVocabulary.PUSHED_TAG)
                ? Optional.of(GitTag.defaultName(context))
                : input.text(StepVocabulary.PUSHED_TAG);
        if (branch.isPresent() && tag.isPresent()) {
            throw new GitRefusal("'with' of git/push has both 'branch' and 'tag'; allowed is one of them."
                    + " Push the other one in a step of its own.");
        }
        if (tag.isPresent()) {
            return full(StepVocabulary.PUSHED_TAG, Constants.R_TAGS, tag.get());
        }
        return branch.isPresent()
                ? full(StepVocabulary.PUSHED_BRANCH, Constants.R_HEADS, branch.get())
                : currentBranch().orElseThrow(this::detached);
    }

    private GitRefusal detached() {
        return foreseen.finding("HEAD of " + tree.root() + " " + foreseen.whyDetached() + ", so there is no current"
                + " branch to push. Name one: {\"uses\": \"git/push\", \"with\": {\"branch\": \"main\"}}, or a tag.");
    }

    private Optional<String> currentBranch() {
        return foreseen.branch().filter(name -> name.startsWith(Constants.R_HEADS));
    }

    private static String full(String what, String prefix, String name) throws GitRefusal {
        String full = name.startsWith(prefix) ? name : prefix + name;
        if (!Repository.isValidRefName(full) || full.startsWith(prefix + Constants.R_REFS)) {
            throw new GitRefusal(
                    "'" + what + "' in 'with' of git/push is '" + PrintableText.of(name, PrintableText.NAME)
                            + "'; allowed is a name that git allows, below " + prefix + ".");
        }
        return full;
    }

    private void requireThere(String source) throws IOException, GitRefusal {
        if (repository.exactRef(source) == null) {
            throw GitRefusal.missingNow("There is nothing to push: this repository has no "
                    + PushTarget.describe(source) + ". Make it in an earlier step, or correct the name.");
        }
    }

    private String remote(StepInput input, String source) throws GitRefusal {
        Set<String> known = repository.getRemoteNames();
        Optional<String> given = input.text(StepVocabulary.REMOTE);
        return requireKnown(known, given.isPresent() ? given.get() : configured(source, known));
    }

    /** The same name, if there is a remote of it. */
    static String requireKnown(Set<String> known, String name) throws GitRefusal {
        if (!known.contains(name)) {
            // A URL may have a password, so it is not repeated.
            boolean url = name.contains("/") || name.contains(":");
            throw GitRefusal.missingNow("There is no remote " + (url ? "of that name" : "'" + name + "'")
                    + "; there are " + known + ". "
                    + (url ? "'remote' is a name, never a URL: " : "Correct 'remote', or add it: ")
                    + "git remote add " + (url ? "<name>" : ShellWord.quoted(name)) + " <url>");
        }
        return name;
    }

    private String configured(String source, Set<String> known) throws GitRefusal {
        StoredConfig config = repository.getConfig();
        Optional<String> branch = source.startsWith(Constants.R_HEADS) ? Optional.of(source) : currentBranch();
        Optional<String> pushRemote = branch.flatMap(name -> of(config, name, "pushRemote"));
        return pushRemote
                .or(() -> Optional.ofNullable(config.getString("remote", null, "pushDefault")))
                .or(() -> branch.flatMap(name -> of(config, name, ConfigConstants.CONFIG_KEY_REMOTE)))
                .or(() -> Optional.of(Constants.DEFAULT_REMOTE_NAME).filter(known::contains))
                .or(() -> known.stream().filter(name -> known.size() == 1).findFirst())
                .orElseThrow(() -> new GitRefusal("It is not said which remote to push to; there are " + known
                        + ". Name one: {\"uses\": \"git/push\", \"with\": {\"remote\": \"origin\"}}."));
    }

    private static Optional<String> of(StoredConfig config, String branch, String key) {
        return Optional.ofNullable(
                config.getString(ConfigConstants.CONFIG_BRANCH_SECTION, Repository.shortenRefName(branch), key));
    }

    private static String ref(Repository repository, StepInput input, String source, String remote) throws GitRefusal {
        Optional<String> to = input.text(StepVocabulary.TO);
        if (to.isPresent()) {
            boolean tag = source.startsWith(Constants.R_TAGS);
            return requireOwnName(full(StepVocabulary.TO, tag ? Constants.R_TAGS : Constants.R_HEADS, to.get()));
        }
        BranchConfig branch = new BranchConfig(repository.getConfig(), Repository.shortenRefName(source));
        return Optional.ofNullable(branch.getMerge())
                .filter(merge -> source.startsWith(Constants.R_HEADS) && remote.equals(branch.getRemote()))
                .orElse(source);
    }

    /** Git lets no branch be made whose name means something else on a command line. */
    private static String requireOwnName(String ref) throws GitRefusal {
        String name = Repository.shortenRefName(ref);
        if (name.equals(Constants.HEAD) || name.startsWith("+") || name.startsWith("-")) {
            throw new GitRefusal("'" + StepVocabulary.TO + "' in 'with' of git/push is '"
                    + PrintableText.of(name, PrintableText.NAME) + "', which is not what a branch or a tag is called;"
                    + " allowed is a name such as main, and a push is never by force.");
        }
        return ref;
    }
}
