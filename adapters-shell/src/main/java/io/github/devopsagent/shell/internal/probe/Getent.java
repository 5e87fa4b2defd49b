package io.github.devopsagent.shell.internal.probe;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.devopsagent.executor.Attempt;
import io.github.devopsagent.shell.internal.process.MachineTools;
import io.github.devopsagent.shell.internal.process.OuterAttempts;
import io.github.devopsagent.shell.internal.process.ProcStepProcesses;
import io.github.devopsagent.shell.internal.process.ProcessCleanup;
import io.github.devopsagent.text.VisibleText;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The system's resolver, with all that it is configured to ask, by the command {@code getent} in the environment of the
 * host.
 *
 * @param command where the command is
 */
record Getent(String command) implements Resolver {

    private static final int FOUND = 0;
    private static final int NOT_FOUND = 2;
    private static final int LONGEST_OUTPUT = 64 * 1024;
    private static final int LONGEST_EXCERPT = 200;
    private static final Duration ENDING = Duration.ofMillis(500);

    @Override
    public List<InetAddress> resolve(String host, ProbeScope scope) throws IOException {
        Answer answer = ask(host, scope, "--no-addrconfig", "ahosts");
        Set<InetAddress> found = new LinkedHashSet<>(answer.addresses());
        if (!answer.isOne()) {
            // Not every getent knows both; without the option it leaves out what the machine's other addresses do not
            // suit.
            Answer some = ask(host, scope, "ahosts");
            answer = ask(host, scope, "hosts");
            found.addAll(some.addresses());
            found.addAll(answer.addresses());
        }
        List<InetAddress> all = Loopback.completing(host, found);
        if (all.isEmpty()) {
            throw Resolver.unknown(host, answer.why());
        }
        return all;
    }

    private Answer ask(String host, ProbeScope scope, String... how) throws IOException {
        String key = "getent-" + UUID.randomUUID();
        ProcessBuilder question = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
        question.command().addAll(List.of(how));
        question.command().add(host);
        question.environment().put(Attempt.VARIABLE, key);
        OuterAttempts.handOn(question.environment());
        Process process = question.start();
        AtomicBoolean answered = new AtomicBoolean();
        scope.closing(() -> {
            if (!answered.get()) {
                end(process, key);
            }
        });
        byte[] output = process.getInputStream().readNBytes(LONGEST_OUTPUT);
        if (output.length == LONGEST_OUTPUT) {
            end(process, key);
        }
        try {
            Answer answer = new Answer(process.waitFor(), new String(output, UTF_8));
            answered.set(true);
            return answer;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProbeTimeout();
        }
    }

    /** With what it began. Whose parent has gone is no descendant any more, but has the key. */
    private static void end(Process process, String key) {
        process.destroyForcibly();
        MachineTools.here()
                .proc()
                .map(proc -> new ProcStepProcesses(proc, key, OptionalLong.empty(), false))
                .ifPresent(all -> new ProcessCleanup(all, Duration.ZERO, ENDING).end());
    }

    /**
     * What it printed.
     *
     * @param exit its exit code
     * @param output stdout and stderr
     */
    private record Answer(int exit, String output) {

        /** In their order; it prints each several times. */
        List<InetAddress> addresses() {
            Set<InetAddress> addresses = new LinkedHashSet<>();
            for (String line : exit == FOUND ? output.lines().toList() : List.<String>of()) {
                String first = line.strip().replaceFirst("\\s.*", "");
                NumericAddress.find(first).ifPresent(addresses::add);
            }
            return List.copyOf(addresses);
        }

        boolean isOne() {
            return exit == FOUND || exit == NOT_FOUND;
        }

        String why() {
            return isOne()
                    ? "the system's resolver (getent) finds no address"
                    : "getent ended with exit code " + exit
                            + Optional.of(output.strip())
                                    .filter(text -> !text.isEmpty())
                                    .map(text -> ": " + VisibleText.of(text, LONGEST_EXCERPT))
                                    .orElse("");
        }
    }
}
