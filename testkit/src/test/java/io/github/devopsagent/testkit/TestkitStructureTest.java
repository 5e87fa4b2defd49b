package io.github.devopsagent.testkit;

import io.github.devopsagent.contract.ModuleStructureContract;

/** How this module is laid out. */
class TestkitStructureTest extends ModuleStructureContract {

    TestkitStructureTest() {
        super("testkit", "io.github.devopsagent.testkit", VirtualTime.class);
    }
}
