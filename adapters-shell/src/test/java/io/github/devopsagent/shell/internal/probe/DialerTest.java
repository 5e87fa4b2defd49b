package io.github.devopsagent.shell.internal.probe;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.junit.jupiter.api.Test;

/** Whom a connection has reached. */
class DialerTest {

    @Test
    void a_connection_that_met_itself_has_reached_nobody() throws Exception {
        InetSocketAddress loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (SocketChannel channel = SocketChannel.open().bind(loopback)) {
            channel.connect(channel.getLocalAddress());

            assertThatThrownBy(() -> Dialer.demandAnother(channel.getLocalAddress(), channel.getRemoteAddress()))
                    .hasMessage("nobody listens there: the connection met itself");
        }
    }

    @Test
    void one_that_met_a_server_on_the_same_address_has_reached_it() throws Exception {
        InetSocketAddress loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (ServerSocketChannel server = ServerSocketChannel.open().bind(loopback);
                SocketChannel channel = SocketChannel.open(server.getLocalAddress())) {
            assertThatCode(() -> Dialer.demandAnother(channel.getLocalAddress(), channel.getRemoteAddress()))
                    .doesNotThrowAnyException();
        }
    }
}
