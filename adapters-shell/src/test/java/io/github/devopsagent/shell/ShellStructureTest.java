package io.github.devopsagent.shell;

import io.github.devopsagent.contract.ModuleStructureContract;

/** How this module is laid out. */
class ShellStructureTest extends ModuleStructureContract {

    ShellStructureTest() {
        super("adapters-shell", "io.github.devopsagent.shell.internal", ShellExecutors.class);
    }
}
