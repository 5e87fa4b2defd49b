package io.github.devopsagent.shell.internal.probe;

import io.github.devopsagent.address.TcpAddress;
import io.github.devopsagent.executor.ExecutionContext;
import io.github.devopsagent.executor.StepExecutor;
import io.github.devopsagent.executor.StepFinding;
import io.github.devopsagent.executor.StepRequest;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.executor.StepResult.NotStarted;
import io.github.devopsagent.plan.Input;
import io.github.devopsagent.shell.ShellExecutors;
import io.vavr.control.Either;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Connects over TCP: see {@link ShellExecutors}. */
public final class TcpExecutor implements StepExecutor {

    /** How long a connection must be left open, if nothing is sent: much longer than a proxy takes to be refused, and short for a metric of times. */
    private static final Duration STAYS_OPEN = Duration.ofMillis(50);

    private final Resolver resolver;
    private final List<String> warnings;
    private final Duration staysOpen;

    public TcpExecutor(SystemResolver resolver) {
        this(resolver, resolver.warnings());
    }

    TcpExecutor(Resolver resolver, List<String> warnings) {
        this(resolver, warnings, STAYS_OPEN);
    }

    TcpExecutor(Resolver resolver, List<String> warnings, Duration staysOpen) {
        this.resolver = resolver;
        this.warnings = List.copyOf(warnings);
        this.staysOpen = staysOpen;
    }

    @Override
    public Optional<StepFinding> check(Input input, ExecutionContext context) {
        return TcpInput.address(input).swap().toJavaOptional();
    }

    @Override
    public StepResult execute(StepRequest request) {
        Either<StepFinding, TcpAddress> address = TcpInput.address(request.input());
        return address.isLeft()
                ? new NotStarted(address.getLeft().message())
                : connect(address.get(), request.timeout());
    }

    @Override
    public List<String> warnings() {
        return warnings;
    }

    private StepResult connect(TcpAddress address, Duration timeout) {
        Stopwatch time = Stopwatch.start();
        return ProbeCall.call((scope, deadline) -> connect(address, scope, deadline), timeout)
                .fold(
                        failure -> ProbeCall.failed("", failure, time),
                        connected -> StepResult.success("connected to " + connected + " in " + time));
    }

    private TcpAddress connect(TcpAddress address, ProbeScope scope, Deadline deadline) throws IOException {
        SocketChannel channel = Dialer.connect(address, resolver, scope, deadline);
        InetSocketAddress remote = (InetSocketAddress) channel.getRemoteAddress();
        TcpAddress connected = new TcpAddress(remote.getAddress().getHostAddress(), remote.getPort());
        scope.enter(() -> "waiting whether " + connected + " closes the connection at once");
        demandOpen(channel.socket(), connected, deadline);
        return connected;
    }

    /** A proxy takes connections for a service that is dead, and closes them as soon as it finds that out. */
    private void demandOpen(Socket socket, TcpAddress connected, Deadline deadline) throws IOException {
        Duration half = deadline.left().dividedBy(2);
        Duration wait = staysOpen.compareTo(half) < 0 ? staysOpen : half;
        socket.setSoTimeout(Math.max(1, (int) wait.toMillis()));
        boolean isClosed = false;
        String how = "";
        try {
            isClosed = socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException e) {
            return;
        } catch (SocketException e) {
            isClosed = true;
            how = ": " + ConnectionFailure.inSentence(e);
        }
        if (isClosed) {
            throw new ProbeFailure(connected + " took the connection, and closed it at once without a word" + how
                    + " (as a proxy does whose service is down)");
        }
    }
}
