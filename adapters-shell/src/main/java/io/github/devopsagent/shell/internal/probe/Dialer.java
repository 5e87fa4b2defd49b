package io.github.devopsagent.shell.internal.probe;

import io.github.devopsagent.address.TcpAddress;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnsupportedAddressTypeException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Connects to the first address of a host that answers. The next one is tried as soon as one fails, or a little later
 * while one is silent, and goes on beside it: none takes the time of another.
 */
final class Dialer {

    private static final Duration HEAD_START = Duration.ofMillis(250);
    private static final String SILENT = "no answer";

    private final TcpAddress address;
    private final Deadline deadline;
    private final Deque<InetAddress> untried;
    private final Duration headStart;

    /** Each address that was tried, with what became of it. */
    private final Map<InetAddress, String> tried = new LinkedHashMap<>();

    private Dialer(TcpAddress address, List<InetAddress> found, Deadline deadline) {
        this.address = address;
        this.deadline = deadline;
        this.untried = new ArrayDeque<>(found);
        Duration share = deadline.left().dividedBy(2L * found.size());
        this.headStart = share.compareTo(HEAD_START) < 0 ? share : HEAD_START;
    }

    /** A connection, which the scope closes. */
    static SocketChannel connect(TcpAddress address, Resolver resolver, ProbeScope scope, Deadline deadline)
            throws IOException {
        List<InetAddress> found = resolver.resolve(address.asciiHost(), scope);
        Dialer dialer = new Dialer(address, found, deadline);
        scope.enter(dialer::phase);
        Selector selector = scope.closing(Selector.open());
        SocketChannel connected = dialer.connect(selector, scope);
        selector.close();
        connected.configureBlocking(true);
        return connected;
    }

    private SocketChannel connect(Selector selector, ProbeScope scope) throws IOException {
        while (true) {
            if (!untried.isEmpty()) {
                Optional<SocketChannel> connected = begin(untried.pop(), selector, scope);
                if (connected.isPresent()) {
                    return connected.get();
                }
            }
            Optional<SocketChannel> connected = await(selector);
            if (connected.isPresent()) {
                return connected.get();
            }
            if (untried.isEmpty() && selector.keys().stream().noneMatch(SelectionKey::isValid)) {
                throw new ProbeFailure("cannot connect to " + address + ": " + failures());
            }
        }
    }

    private Optional<SocketChannel> begin(InetAddress host, Selector selector, ProbeScope scope) throws IOException {
        SocketChannel channel = scope.closing(SocketChannel.open());
        note(host, SILENT);
        try {
            channel.configureBlocking(false);
            if (channel.connect(new InetSocketAddress(host, address.port()))) {
                return connected(channel);
            }
            channel.register(selector, SelectionKey.OP_CONNECT, host);
        } catch (UnsupportedAddressTypeException e) {
            failed(channel, host, "this JVM uses IPv4 alone");
        } catch (IOException e) {
            failed(channel, host, ConnectionFailure.inSentence(e));
        }
        return Optional.empty();
    }

    /** Until one is connected, one has failed, or the next one's turn has come. */
    private Optional<SocketChannel> await(Selector selector) throws IOException {
        if (selector.keys().stream().noneMatch(SelectionKey::isValid)) {
            return Optional.empty();
        }
        Duration left = deadline.left();
        if (left.isZero() || Thread.currentThread().isInterrupted()) {
            throw new ProbeTimeout();
        }
        Duration wait = untried.isEmpty() || headStart.compareTo(left) > 0 ? left : headStart;
        selector.select(Math.max(1, wait.toMillis()));
        for (SelectionKey key : selector.selectedKeys()) {
            SocketChannel channel = (SocketChannel) key.channel();
            try {
                if (channel.finishConnect()) {
                    // The other attempts end with the scope.
                    key.cancel();
                    return connected(channel);
                }
            } catch (IOException e) {
                failed(channel, (InetAddress) key.attachment(), ConnectionFailure.inSentence(e));
            }
        }
        selector.selectedKeys().clear();
        return Optional.empty();
    }

    private static Optional<SocketChannel> connected(SocketChannel channel) throws IOException {
        demandAnother(channel.getLocalAddress(), channel.getRemoteAddress());
        return Optional.of(channel);
    }

    /** Where nobody listens on one of the ports that clients are given, a connection may get that one, and meet itself. */
    static void demandAnother(SocketAddress local, SocketAddress remote) throws IOException {
        if (local.equals(remote)) {
            throw new ConnectException("nobody listens there: the connection met itself");
        }
    }

    private void failed(SocketChannel channel, InetAddress host, String why) throws IOException {
        channel.close();
        note(host, why);
    }

    private synchronized void note(InetAddress host, String what) {
        tried.put(host, what);
    }

    /** The address of a host without a name is not said twice. */
    private synchronized String failures() {
        if (NumericAddress.isOne(address.host())) {
            return String.join(", ", tried.values());
        }
        return tried.entrySet().stream()
                .map(each -> each.getValue() + " (" + each.getKey().getHostAddress() + ")")
                .collect(Collectors.joining(", "));
    }

    private String phase() {
        return "connecting to " + address + ": " + failures();
    }
}
