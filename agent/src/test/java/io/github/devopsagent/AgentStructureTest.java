package io.github.devopsagent;

import io.github.devopsagent.contract.ModuleStructureContract;

/** How this module is laid out. */
class AgentStructureTest extends ModuleStructureContract {

    AgentStructureTest() {
        super("agent", "io.github.devopsagent.internal", DevOpsAgent.class);
    }
}
