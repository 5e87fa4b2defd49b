package io.github.devopsagent.internal.settings;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The agent's one logger, which has the name of the class that hosts know. */
public final class AgentLog {

    public static final Logger LOG = LoggerFactory.getLogger("io.github.devopsagent.DevOpsAgent");

    private AgentLog() {}
}
