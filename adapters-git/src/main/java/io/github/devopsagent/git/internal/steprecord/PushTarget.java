package io.github.devopsagent.git.internal.steprecord;

import io.github.devopsagent.git.internal.message.PrintableText;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Repository;

/**
 * What is pushed where.
 *
 * @param source the ref's full name here
 * @param remote the remote's name
 * @param ref the ref's full name there
 */
public record PushTarget(String source, String remote, String ref) {

    public static String describe(String ref) {
        String name = "'" + PrintableText.of(Repository.shortenRefName(ref), PrintableText.NAME) + "'";
        return (ref.startsWith(Constants.R_TAGS) ? "tag " : "branch ") + name;
    }
}
