package io.github.devopsagent.internal.store;

import io.vavr.control.Either;
import java.util.List;

/**
 * Holds the documents of a consensus, as bytes under relative paths such as {@code artifacts/plan.json}. Other agents
 * read and write them at any time. What the bytes mean, how documents are merged, and when to try again is not its
 * business.
 */
public interface ConsensusStore {

    /**
     * Looks at what is there.
     *
     * @return the documents that the devops role reads, as of now
     */
    Snapshot read();

    /**
     * Writes documents, in this order, each as a whole: a reader sees the old one or the new one. Nothing is written if
     * {@code status.json} is not at the expected version; if it changes later, or if a document is not there any more that
     * was to be replaced, documents before it may have been written, and it has not.
     *
     * @param expectedVersion the version of the snapshot on which the documents rest
     * @param documents what to write
     * @return the new version, or the conflict
     */
    Either<Conflict, Published> publish(String expectedVersion, List<StoredDocument> documents);

    /**
     * The documents were written.
     *
     * @param version the version now
     */
    record Published(String version) {}

    /**
     * Another agent was faster.
     *
     * @param version the version now
     */
    record Conflict(String version) {}
}
