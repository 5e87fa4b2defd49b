package io.github.devopsagent.examples;

// tag::give-up
import io.github.devopsagent.DevOpsAgent;
import java.nio.file.Path;

/** Ends a run that no agent can go on with: {@code java -cp … GiveUp consensus "what was found and done"}. */
public final class GiveUp {

    private GiveUp() {}

    /**
     * Records the end, and executes nothing.
     *
     * @param args the consensus directory, and the reason
     */
    public static void main(String[] args) {
        System.out.println(DevOpsAgent.giveUp(Path.of(args[0]), args[1]));
    }
}
// end::give-up
