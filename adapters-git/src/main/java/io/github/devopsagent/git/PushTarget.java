package io.github.devopsagent.git;

import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Repository;

/**
 * What is pushed where.
 *
 * @param source the ref's full name here
 * @param remote the remote's name
 * @param ref the ref's full name there
 */
record PushTarget(String source, String remote, String ref) {

    static String describe(String ref) {
        String name = "'" + Printable.of(Repository.shortenRefName(ref), Printable.NAME) + "'";
        return (ref.startsWith(Constants.R_TAGS) ? "tag " : "branch ") + name;
    }
}
