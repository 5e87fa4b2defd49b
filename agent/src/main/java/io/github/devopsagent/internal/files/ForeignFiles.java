package io.github.devopsagent.internal.files;

import io.github.devopsagent.domain.Deployment;
import io.github.devopsagent.internal.disk.Digest;
import io.github.devopsagent.internal.document.DeploymentJson;
import io.github.devopsagent.internal.document.RunMark;
import io.github.devopsagent.internal.store.StoredDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What stands where a record is about to be written, and is not as this agent wrote it: it is kept as a copy. The latest
 * record may be replaced if it lies under its own id as well; a record, if it is the one that the run updates.
 */
public final class ForeignFiles {

    /** Of a digest, enough to tell copies apart. */
    private static final int DIGITS = 12;

    private static final String SUFFIX = ".kept";
    private static final String NOT_OURS =
            " was not as this agent writes it; before it was replaced a copy was kept as ";

    private final List<StoredDocument> copies = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    private ForeignFiles() {}

    /**
     * Looks at the two files that a record is written to.
     *
     * @param records what is there now
     * @param id the id of the record that is about to be written
     * @param run what tells a record of the run itself, which an agent may have written that was killed then
     * @return what is to be kept
     */
    public static ForeignFiles look(EpicRecords records, String id, RunMark run) {
        ForeignFiles found = new ForeignFiles();
        Optional<byte[]> record = records.find(id);
        if (record.isPresent()) {
            if (run.isOn(record.get())) {
                found.recall(record.get());
            } else if (!records.isOurs(id)) {
                found.keep(EpicRecords.path(id), record.get());
            }
        }
        Optional<byte[]> latest = records.latest();
        if (latest.isPresent()
                && !run.isOn(latest.get())
                && !records.has(latest.get())
                && !records.wasWritten(latest.get())) {
            found.keep(Deployment.FILE, latest.get());
        }
        return found;
    }

    /** An agent of this run, which was killed then, may have kept copies already. */
    private void recall(byte[] record) {
        DeploymentJson.warnings(record).stream()
                .filter(warning -> warning.contains(NOT_OURS) && warning.endsWith(SUFFIX))
                .forEach(warnings::add);
    }

    private void keep(String path, byte[] bytes) {
        if (bytes.length == 0) {
            return;
        }
        if (bytes.length > EpicRecords.LONGEST_RECORD) {
            warnings.add(
                    path + " was not written by this agent, and was replaced; it was too long for a copy to be kept");
            return;
        }
        String copy = path + "." + Digest.of(bytes).substring(0, DIGITS) + SUFFIX;
        copies.add(StoredDocument.copyOf(path, copy, bytes));
        warnings.add(path + NOT_OURS + copy);
    }

    /** The copies, to be written before anything is replaced. */
    public List<StoredDocument> copies() {
        return List.copyOf(copies);
    }

    /** What people should know of it. */
    public List<String> warnings() {
        return List.copyOf(warnings);
    }
}
