package io.github.devopsagent.git.internal.repository;

import io.github.devopsagent.git.internal.message.FirstOf;
import io.github.devopsagent.git.internal.message.PrintableText;
import org.eclipse.jgit.lib.Constants;

/**
 * Why a name does not lead to one commit.
 *
 * @param why what is wrong with it
 * @param name as it was written, fit for print; empty if there is none
 * @param candidates what it could mean, a line for each; empty unless there are several
 */
public record UnresolvedRevision(Why why, String name, FirstOf<String> candidates) {

    public enum Why {
        /** Nothing was written. */
        ABSENT,
        /** Neither a commit id nor the beginning of one. */
        NO_ID,
        /** The repository has nothing of this name. */
        UNKNOWN,
        /** The beginning of several commit ids. */
        SEVERAL_COMMITS,
        /** The beginning of so many object ids that not all of them are looked at. */
        TOO_SHORT,
        /** A branch and a tag at once. */
        BRANCH_AND_TAG,
        /** A branch or a tag, and the beginning of the id of another commit. */
        REF_AND_ID,
        /** A branch of a remote that an earlier step of the plan fetches. */
        FETCHED
    }

    /** For people, with a period. */
    public String sentence() {
        String quoted = "'" + name + "'";
        String several = String.join(",", candidates.lines());
        return switch (why) {
            case ABSENT -> "nothing is named.";
            case NO_ID -> quoted + " is not the id of a commit, nor its beginning.";
            case UNKNOWN ->
                name.equals(Constants.HEAD)
                        ? quoted + " is whatever is checked out by then, and the name of no commit."
                        : "this repository has nothing that is called " + quoted + ".";
            case SEVERAL_COMMITS -> quoted + " is the beginning of several commits:" + several + ".";
            case TOO_SHORT -> quoted + " is the beginning of very many objects.";
            case FETCHED -> quoted + " is fetched or pushed by an earlier step, so it is not known what it will be.";
            case REF_AND_ID ->
                quoted + " is both a name and the beginning of a commit's id:" + several.replaceAll(" +", " ") + ".";
            case BRANCH_AND_TAG -> quoted + " is a branch and a tag:" + several.replaceAll(" +", " ") + ".";
        };
    }

    public static UnresolvedRevision of(Why why, String name) {
        return new UnresolvedRevision(why, PrintableText.of(name, PrintableText.NAME), FirstOf.none());
    }
}
