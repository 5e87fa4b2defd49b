package io.github.devopsagent;

import io.github.devopsagent.contract.ModuleStructureContract;
import io.github.devopsagent.machine.RunState;

/** How this module is laid out. */
class CoreStructureTest extends ModuleStructureContract {

    CoreStructureTest() {
        super("core", "io.github.devopsagent", RunState.class);
    }
}
