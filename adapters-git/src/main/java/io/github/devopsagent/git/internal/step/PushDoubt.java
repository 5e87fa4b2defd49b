package io.github.devopsagent.git.internal.step;

import io.github.devopsagent.git.internal.message.ShellWord;
import io.github.devopsagent.git.internal.repository.Head;
import io.github.devopsagent.git.internal.repository.OpenWorkTree;
import io.github.devopsagent.git.internal.steprecord.PushRecord;

/** A push that was sent and not answered: the remote may have it, may take it yet, or never will. */
final class PushDoubt {

    private final OpenWorkTree tree;
    private final PushRecord push;

    PushDoubt(OpenWorkTree tree, PushRecord push) {
        this.tree = tree;
        this.push = push;
    }

    /** For people: what is in doubt, and how to look. */
    String text() {
        return "The push had been sent and was not answered, so it is in doubt: the remote may take it even now, as when"
                + " its hooks still run. Look, when nothing of it can be running there any more: git -C "
                + ShellWord.quoted(tree.root().toString()) + " ls-remote "
                + ShellWord.quoted(push.target().remote()) + " "
                + ShellWord.quoted(push.target().ref()) + " (" + push.pushed().name() + " if it was taken, "
                + push.before().map(before -> before.name() + " if not").orElse("nothing if not")
                + ").";
    }

    /** What a person reads who had the push undone while the remote is still as before. */
    String notUndone() {
        return "The " + push.describeTarget() + " is as it was before "
                + push.before()
                        .map(before -> "(" + Head.shortened(before) + ")")
                        .orElse("(not there)")
                + ", and whether it stays so is not known. " + text();
    }
}
