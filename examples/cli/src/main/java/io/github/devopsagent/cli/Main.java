package io.github.devopsagent.cli;

/** The program: {@code java -jar devops-agent.jar --help}. */
public final class Main {

    private Main() {}

    /**
     * Carries one sub-command out, and ends the process with its exit code.
     *
     * @param arguments as {@code --help} tells
     */
    public static void main(String[] arguments) {
        System.exit(new Program(Streams.ofProcess()).execute(arguments));
    }
}
