package io.github.devopsagent.examples;

import io.github.devopsagent.DevOpsAgent;
import io.github.devopsagent.Outcome;
import java.io.IOException;
import java.nio.file.Path;

/** The whole library in one line, over the consensus directory {@code examples/quickstart}. */
public final class Quickstart {

    private Quickstart() {}

    /**
     * Deploys, and prints what came of it.
     *
     * @param args none
     * @throws IOException if the consensus directory cannot be copied
     */
    public static void main(String[] args) throws IOException {
        Path consensus = Shipped.copyOf("quickstart");
        System.out.println(run(consensus));
        System.out.println("the record: " + consensus.resolve("artifacts/deployment.json"));
    }

    static Outcome run(Path consensus) {
        return DevOpsAgent.builder().consensus(consensus).run();
    }
}
