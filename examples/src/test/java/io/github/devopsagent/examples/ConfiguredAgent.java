package io.github.devopsagent.examples;

import io.github.devopsagent.DevOpsAgent;
import io.github.devopsagent.Outcome;
import io.github.devopsagent.RunListener;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A process that runs the agent once, as its arguments say: the consensus directory, then {@code inherit=NAME,…}, {@code
 * variable=NAME=VALUE}, {@code secret=NAME=VALUE}, {@code preview}.
 */
final class ConfiguredAgent {

    private ConfiguredAgent() {}

    public static void main(String[] arguments) {
        DevOpsAgent.Builder agent =
                KillableAgent.agent(Path.of(arguments[0])).listener(RunListener.printingTo(System.out));
        boolean preview = false;
        for (String argument : Arrays.asList(arguments).subList(1, arguments.length)) {
            String[] words = argument.split("=", 3);
            switch (words[0]) {
                case "inherit" -> agent.inheritEnvironment(words[1].isEmpty() ? new String[0] : words[1].split(","));
                case "variable" -> agent.variable(words[1], words[2]);
                case "secret" -> agent.secret(words[1], words[2]);
                default -> preview = true;
            }
        }
        if (preview) {
            System.out.println(agent.build().preview());
            return;
        }
        Outcome outcome = agent.run();
        System.out.println(outcome);
        System.out.println(KillableAgent.OUTCOME + outcome.getClass().getSimpleName());
    }
}
