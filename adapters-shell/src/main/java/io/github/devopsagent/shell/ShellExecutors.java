package io.github.devopsagent.shell;

import io.github.devopsagent.executor.ExecutorProvider;
import io.github.devopsagent.executor.StepExecutor;
import io.github.devopsagent.plan.Action;
import io.github.devopsagent.shell.internal.command.ShellExecutor;
import io.github.devopsagent.shell.internal.log.LogExecutor;
import io.github.devopsagent.shell.internal.metric.HttpMetricExecutor;
import io.github.devopsagent.shell.internal.probe.HttpAnswer;
import io.github.devopsagent.shell.internal.probe.HttpExecutor;
import io.github.devopsagent.shell.internal.probe.HttpGet;
import io.github.devopsagent.shell.internal.probe.SystemResolver;
import io.github.devopsagent.shell.internal.probe.TcpExecutor;
import io.github.devopsagent.shell.internal.process.MachineTools;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The executors {@code shell}, {@code http} and {@code tcp}, and {@code prometheus}, {@code scrape} and {@code log}, which
 * print a number. Found by {@link java.util.ServiceLoader} when this module
 * is on the class path or the module path; a host need not name it.
 *
 * <p><b>{@code shell}</b> runs the input {@code run} with {@code /bin/sh}, in a session of its own, with stdin from
 * {@code /dev/null} and stderr merged into stdout. The environment is the host's, the step's variables, and
 * {@value io.github.devopsagent.executor.Attempt#VARIABLE}. Exit code 0 is success; 128 + n is reported as signal n.
 *
 * <ul>
 *   <li>On interruption the process group gets TERM, and KILL {@link #GRACE} later; then processes that left the group
 *       are found by the attempt's key in their environment, and ended; then it is verified that none is left. If one
 *       is, the result is {@link io.github.devopsagent.executor.StepResult.StillRunning}. That takes at most
 *       {@link #LONGEST_END}.
 *   <li>After a failure, what the command left in the background is ended in the same way. After a success it lives on:
 *       a deployment starts daemons.
 *   <li>What such a daemon prints while the step runs is the step's output; afterwards a small process reads it to nowhere,
 *       and ends with the last one that holds it. The result names who prints on.
 *   <li>Nothing of the executor's is visible to the command: no variable, no file descriptor, no option. All signals but those for
 *       real time have their default dispositions.
 *   <li>If the host's process is killed, what is in the step's session is ended in the same way, by a watchdog that waits for
 *       just that. A step is in doubt then, unless its start was not recorded: it waits for that before it begins.
 *   <li>A process escapes if it leaves the session <em>and</em> the environment variable (as {@code env -i setsid} does)
 *       or runs as another user. Outside Linux, ending processes is best effort; the executor's
 *       {@link StepExecutor#warnings()} say so.
 * </ul>
 *
 * <p><b>{@code http}</b> sends a GET to the input {@code url}, an absolute {@code http} or {@code https} address without
 * credentials. The answer's status must be of {@code expect_status}, or any from 200 to 299 by default; its body must
 * contain the text {@code expect_body}, and as JSON have the values of {@code expect_json}, if there are any; and it must
 * not take longer than {@code max_time}.
 *
 * <ul>
 *   <li>{@code headers}, {@code basic_auth} and {@code bearer_token} are sent; credentials are named as {@code {"secret":
 *       "NAME"}}, where the name is that of a variable of the run, and masked in what is told.
 *   <li>Interim answers (1xx) are passed over. Redirects are not followed: their status is the answer, and a failure
 *       names their target. With {@code follow_redirects} they are, up to ten; what is sent besides the address stays on
 *       the first origin.
 *   <li>At most {@link #LONGEST_BODY} bytes of the body are read, as the charset that a byte order mark or
 *       {@code Content-Type} says, else UTF-8; the encodings gzip and deflate are decoded.
 *   <li>The TLS certificate must be trusted by the JVM or be of {@code ca_file}, and be one for the host's name; with
 *       {@code insecure} any is taken, of which {@link StepExecutor#check} warns.
 *   <li>Each request has a connection of its own, so that a load balancer's choice is made anew, and goes through no
 *       proxy.
 *   <li>With {@code json}, a JSON pointer, the number there, or the string of one, is printed.
 * </ul>
 *
 * <p><b>{@code prometheus}</b> asks the server {@code url} with an instant {@code query} for a scalar or a vector of one
 * element; <b>{@code scrape}</b> adds up the series of {@code metric}, a name with labels, that {@code url} tells in the
 * text format of Prometheus or OpenMetrics; <b>{@code log}</b> counts the lines of {@code file} that match {@code pattern}
 * and were written since the run looked for the first time, also if the file was rotated meanwhile. Each prints its number
 * as the last line of the output; where there is none, it fails and says why. The first two take what {@code http} takes of
 * a request.
 *
 * <p><b>{@code tcp}</b> connects to the input {@code address}, {@code host:port} or {@code [::1]:port}.
 *
 * <p>All that connect ask anew for each probe where a name leads, by the command {@code getent}, which is the system's resolver; by
 * the file that the system property {@code jdk.net.hosts.file} names, if there is one; or, without both, by the JVM,
 * whose cache may be older than the deployment: {@link StepExecutor#warnings()} say so. Every address of a name is
 * tried, the next one as soon as one fails or is silent for 250 ms, and a failure names them all. The step's timeout is
 * one deadline for resolving, connecting, TLS, headers and the whole body; after it, or on interruption, the result says
 * during what.
 *
 * <p>An input that an executor does not know, and a list or an object where it reads one value, keep a step from
 * running; {@link StepExecutor#check} names them.
 */
public final class ShellExecutors implements ExecutorProvider {

    /** The time between TERM and KILL: five seconds. */
    public static final Duration GRACE = Duration.ofSeconds(5);

    /** How long {@code shell} may take to return after an interruption: fifteen seconds, if processes resist. */
    public static final Duration LONGEST_END = Duration.ofSeconds(15);

    /** How many bytes of an answer's body {@code http} reads: {@value}. */
    public static final int LONGEST_BODY = HttpAnswer.LONGEST_BODY;

    private final Map<String, StepExecutor> executors;

    /** Creates the executors, and starts nothing. */
    public ShellExecutors() {
        MachineTools machine = MachineTools.here();
        SystemResolver resolver = SystemResolver.of(machine);
        HttpGet get = new HttpGet(resolver);
        executors = Map.of(
                "log",
                new LogExecutor(Optional.empty()),
                Action.SHELL,
                new ShellExecutor(machine, GRACE),
                "http",
                new HttpExecutor(get),
                "tcp",
                new TcpExecutor(resolver),
                "prometheus",
                HttpMetricExecutor.prometheus(get),
                "scrape",
                HttpMetricExecutor.scrape(get));
    }

    /**
     * The executor {@code log} for logs that do not lie below the run's working directory.
     *
     * <pre>{@code builder.executor("log", ShellExecutors.logsBelow(Path.of("/var/log/shop")))}</pre>
     *
     * @param root the directory below which logs may be read, and nowhere else; links that lead out of it are refused
     * @return an executor
     */
    public static StepExecutor logsBelow(Path root) {
        return new LogExecutor(Optional.of(root.toAbsolutePath()));
    }

    @Override
    public Map<String, StepExecutor> executors() {
        return executors;
    }
}
