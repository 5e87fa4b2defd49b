package io.github.devopsagent.internal.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.DevOpsAgent;
import org.junit.jupiter.api.Test;

/** The agent's logger. */
class AgentLogTest {

    @Test
    void has_the_name_of_the_class_that_hosts_know() {
        assertThat(AgentLog.LOG.getName()).isEqualTo(DevOpsAgent.class.getName());
    }
}
