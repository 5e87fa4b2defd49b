package io.github.devopsagent.veto;

import java.util.List;

/** A fact of an {@link EvidenceSource} that has warnings: they stand in preview and outcome, and stop nothing. */
@FunctionalInterface
public interface EvidenceWarnings {

    /**
     * What people should know of what was found out, whatever the rules say.
     *
     * @return sentences for people; may be empty
     */
    List<String> warnings();
}
