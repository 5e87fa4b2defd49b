package io.github.devopsagent.git.internal.remote;

import io.github.devopsagent.git.internal.message.GitRefusal;
import java.io.IOException;

/** Is told of a push what its remote may know of it. */
public interface PushNotes {

    PushNotes NONE = new PushNotes() {
        @Override
        public void sending(String receiver) {}

        @Override
        public void answered() {}
    };

    /**
     * The request is about to be sent.
     *
     * @param receiver the mark of the process of this machine that receives it, or that it is elsewhere
     */
    void sending(String receiver) throws IOException, GitRefusal;

    /** The remote has answered: it has taken the push or not, and will do nothing more about it. */
    void answered() throws IOException, GitRefusal;
}
