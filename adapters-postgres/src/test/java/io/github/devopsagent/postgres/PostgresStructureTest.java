package io.github.devopsagent.postgres;

import io.github.devopsagent.contract.ModuleStructureContract;

/** How this module is laid out. */
class PostgresStructureTest extends ModuleStructureContract {

    PostgresStructureTest() {
        super("adapters-postgres", "io.github.devopsagent.postgres.internal", Cluster.class);
    }
}
