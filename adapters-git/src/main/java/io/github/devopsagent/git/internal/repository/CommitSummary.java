package io.github.devopsagent.git.internal.repository;

import io.github.devopsagent.git.internal.message.PrintableText;
import org.eclipse.jgit.revwalk.RevCommit;

/**
 * A commit as a message shows it.
 *
 * @param id in full
 * @param subject the first line of its message, fit for print
 */
public record CommitSummary(String id, String subject) {

    public static CommitSummary of(RevCommit commit) {
        return new CommitSummary(commit.name(), PrintableText.of(commit.getShortMessage(), PrintableText.SUBJECT));
    }

    public String shortId() {
        return id.substring(0, Math.min(10, id.length()));
    }

    @Override
    public String toString() {
        return (shortId() + " " + subject).stripTrailing();
    }
}
