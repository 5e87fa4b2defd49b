package io.github.devopsagent.git.internal.step;

import io.github.devopsagent.git.internal.message.GitRefusal;
import io.github.devopsagent.git.internal.remote.PushNotes;
import io.github.devopsagent.git.internal.steprecord.PushRecord;
import io.github.devopsagent.git.internal.steprecord.RecordedStep;
import java.io.IOException;
import java.util.Optional;

/** Records who may take a push, from when it is sent until it is answered. */
final class RecordedReceiver implements PushNotes {

    private final RecordedStep step;
    private final Optional<String> earlier;
    private final BeforeHook before;

    /**
     * For one push.
     *
     * @param earlier who may still take what an earlier attempt sent: the answer to this one says nothing about it
     * @param before must be so still when it is sent
     */
    RecordedReceiver(RecordedStep step, Optional<String> earlier, BeforeHook before) {
        this.step = step;
        this.earlier = earlier;
        this.before = before;
    }

    @Override
    public void sending(String receiver) throws IOException, GitRefusal {
        before.requireStill();
        if (earlier.isEmpty()) {
            step.note(PushRecord.RECEIVER, receiver);
        }
    }

    @Override
    public void answered() throws IOException, GitRefusal {
        step.note(PushRecord.RECEIVER, earlier.orElse(PushRecord.NOBODY));
    }
}
