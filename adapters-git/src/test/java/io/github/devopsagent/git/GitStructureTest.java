package io.github.devopsagent.git;

import io.github.devopsagent.contract.ModuleStructureContract;

/** How this module is laid out. */
class GitStructureTest extends ModuleStructureContract {

    GitStructureTest() {
        super("adapters-git", "io.github.devopsagent.git.internal", GitAdapter.class);
    }
}
