package io.github.devopsagent.shell.internal.probe;

import io.github.devopsagent.executor.ExecutionContext;
import io.github.devopsagent.executor.StepExecutor;
import io.github.devopsagent.executor.StepFinding;
import io.github.devopsagent.executor.StepRequest;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.executor.StepResult.NotStarted;
import io.github.devopsagent.plan.Input;
import io.github.devopsagent.plan.TcpAddress;
import io.github.devopsagent.shell.ShellExecutors;
import io.vavr.control.Either;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/** Connects over TCP: see {@link ShellExecutors}. */
public final class TcpExecutor implements StepExecutor {

    private final Resolver resolver;

    /** Finds a host's addresses. */
    @FunctionalInterface
    interface Resolver {
        /** Returns at least one. */
        InetAddress[] resolve(String host) throws UnknownHostException;
    }

    public TcpExecutor() {
        this(InetAddress::getAllByName);
    }

    TcpExecutor(Resolver resolver) {
        this.resolver = resolver;
    }

    @Override
    public Optional<StepFinding> check(Input input, ExecutionContext context) {
        return TcpInput.address(input).swap().toJavaOptional();
    }

    @Override
    public StepResult execute(StepRequest request) throws InterruptedException {
        Either<StepFinding, TcpAddress> address = TcpInput.address(request.input());
        return address.isLeft()
                ? new NotStarted(address.getLeft().message())
                : connect(address.get(), request.timeout());
    }

    private StepResult connect(TcpAddress address, Duration timeout) throws InterruptedException {
        Stopwatch time = Stopwatch.start();
        try {
            InetSocketAddress connected = AbandonableCall.call(() -> connect(address, timeout, time), timeout);
            return StepResult.success("connected to " + describe(connected) + " in " + time);
        } catch (TimeoutException e) {
            return StepResult.failure("no connection to " + address + " within " + timeout.toMillis() + " ms");
        } catch (IOException e) {
            return StepResult.failure(
                    ConnectionFailure.describe(e, address.host(), address.port()) + ", after " + time);
        }
    }

    /** Tries every address; one that does not answer gets its share of the time that is left, no more. */
    private InetSocketAddress connect(TcpAddress address, Duration timeout, Stopwatch time) throws IOException {
        List<InetAddress> hosts = Arrays.asList(resolver.resolve(address.host()));
        Iterator<InetAddress> untried = hosts.iterator();
        for (int left = hosts.size(); ; left--) {
            InetSocketAddress candidate = new InetSocketAddress(untried.next(), address.port());
            long share = Math.max(1, timeout.minus(time.elapsed()).toMillis() / left);
            try (Socket socket = new Socket()) {
                socket.connect(candidate, (int) Math.min(share, Integer.MAX_VALUE));
                return candidate;
            } catch (IOException e) {
                if (!untried.hasNext()) {
                    throw e;
                }
            }
        }
    }

    private static String describe(InetSocketAddress address) {
        return new TcpAddress(address.getAddress().getHostAddress(), address.getPort()).toString();
    }
}
