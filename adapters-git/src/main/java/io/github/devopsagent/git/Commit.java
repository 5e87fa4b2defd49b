package io.github.devopsagent.git;

import org.eclipse.jgit.revwalk.RevCommit;

/**
 * A commit as a message shows it.
 *
 * @param id in full
 * @param subject the first line of its message, fit for print
 */
record Commit(String id, String subject) {

    static Commit of(RevCommit commit) {
        return new Commit(commit.name(), Printable.of(commit.getShortMessage(), Printable.SUBJECT));
    }

    String shortId() {
        return id.substring(0, Math.min(10, id.length()));
    }

    @Override
    public String toString() {
        return (shortId() + " " + subject).stripTrailing();
    }
}
