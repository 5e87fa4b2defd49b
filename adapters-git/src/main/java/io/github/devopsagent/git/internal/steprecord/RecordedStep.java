package io.github.devopsagent.git.internal.steprecord;

import io.github.devopsagent.git.internal.message.GitRefusal;
import java.io.IOException;
import java.util.Optional;

/** A step whose record is kept, and can be told how far the step came. */
public final class RecordedStep {

    private final StepRecordStore records;
    private final String name;
    private volatile StepRecord record;

    /**
     * @param name under which it is recorded
     * @param record what is recorded there
     */
    public RecordedStep(StepRecordStore records, String name, StepRecord record) {
        this.records = records;
        this.name = name;
        this.record = record;
    }

    /** As it is by now. */
    public StepRecord record() {
        return record;
    }

    /** It is on the disk when this returns. */
    public void note(String what, String value) throws IOException, GitRefusal {
        if (!record.find(what).equals(Optional.of(value))) {
            StepRecord more = record.with(what, value);
            records.replace(name, more);
            record = more;
        }
    }
}
