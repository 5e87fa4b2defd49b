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
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Connects over TCP: see {@link ShellExecutors}. */
public final class TcpExecutor implements StepExecutor {

    private final Resolver resolver;
    private final List<String> warnings;

    public TcpExecutor(SystemResolver resolver) {
        this(resolver, resolver.warnings());
    }

    TcpExecutor(Resolver resolver, List<String> warnings) {
        this.resolver = resolver;
        this.warnings = List.copyOf(warnings);
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
        InetSocketAddress connected = (InetSocketAddress) channel.getRemoteAddress();
        return new TcpAddress(connected.getAddress().getHostAddress(), connected.getPort());
    }
}
