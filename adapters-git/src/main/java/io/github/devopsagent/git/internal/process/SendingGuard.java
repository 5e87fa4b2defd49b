package io.github.devopsagent.git.internal.process;

import io.github.devopsagent.git.internal.message.GitRefusal;
import java.io.IOException;

/** What is done before anything is sent to a remote; it may object. */
public interface SendingGuard {

    void beforeSending() throws IOException, GitRefusal;
}
