package io.github.devopsagent.internal.recovery;

import io.github.devopsagent.ConsensusDirectory;
import io.github.devopsagent.JavaProcess;
import io.github.devopsagent.ScriptedShell;
import io.github.devopsagent.TestBuilder;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.internal.ownership.OwnershipGuard;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** An agent in a process of its own, in the midst of a deploy step, that can be killed there. */
public final class AgentProcess implements AutoCloseable {

    private static final int DEPLOYING = 'd';

    private final Process process;

    private AgentProcess(Process process) {
        this.process = process;
    }

    /** Starts one, and returns when it is in its deploy step. */
    public static AgentProcess deploying(ConsensusDirectory consensus) throws IOException {
        return started(consensus, OwnershipGuard.WatchTiming.STANDARD.poll().toMillis(), "");
    }

    /** Starts one that deploys to a target, and returns when it is in its deploy step. */
    public static AgentProcess deployingTo(String target, ConsensusDirectory consensus) throws IOException {
        return started(consensus, OwnershipGuard.WatchTiming.STANDARD.poll().toMillis(), target);
    }

    /** Starts one that does not notice in time when its lock is removed, and returns when it is in its deploy step. */
    public static AgentProcess blind(ConsensusDirectory consensus) throws IOException {
        return started(consensus, TimeUnit.HOURS.toMillis(1), "");
    }

    /** Starts one that deploys to a target, and does not notice in time when its files are removed. */
    public static AgentProcess blind(String target, ConsensusDirectory consensus) throws IOException {
        return started(consensus, TimeUnit.HOURS.toMillis(1), target);
    }

    private static AgentProcess started(ConsensusDirectory consensus, long poll, String target) throws IOException {
        ProcessBuilder builder = JavaProcess.of(
                AgentProcess.class,
                consensus.path().toString(),
                Long.toString(poll),
                target,
                System.getProperty("user.home"));
        Process process = builder.start();
        AgentProcess agent = new AgentProcess(process);
        if (process.getInputStream().read() != DEPLOYING) {
            String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
            agent.close();
            throw new IllegalStateException("it did not come to its deploy step: " + errors);
        }
        return agent;
    }

    public long pid() {
        return process.pid();
    }

    /** Halts it in the midst of its step: no shutdown hook, no finally. */
    public void halt() throws IOException, InterruptedException {
        process.getOutputStream().close();
        if (!process.waitFor(10, TimeUnit.MINUTES)) {
            throw new IllegalStateException("it did not halt");
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** The other process: deploys until its input ends, and then halts. */
    public static void main(String[] arguments) {
        ScriptedShell shell = ScriptedShell.aShell().doing("deploy", step -> {
            System.out.write(DEPLOYING);
            System.out.flush();
            System.in.read();
            Runtime.getRuntime().halt(9);
            return StepResult.success();
        });
        System.setProperty("user.home", arguments[3]);
        TestBuilder builder = new ConsensusDirectory(Path.of(arguments[0])).agent(shell);
        (arguments[2].isEmpty() ? builder : builder.target(arguments[2]))
                .ownershipWatch(new OwnershipGuard.WatchTiming(
                        Duration.ofMillis(Long.parseLong(arguments[1])),
                        OwnershipGuard.WatchTiming.STANDARD.patience()))
                .run();
    }
}
