package io.github.devopsagent.shell.internal.probe;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/** Listens, but its queue is full: the kernel drops every further attempt to connect. */
final class SilentServer implements AutoCloseable {

    private final ServerSocket server;
    private final List<Socket> queued = new ArrayList<>();

    SilentServer(InetAddress address) throws IOException {
        server = new ServerSocket(0, 1, address);
        try {
            while (true) {
                Socket socket = new Socket();
                queued.add(socket);
                socket.connect(server.getLocalSocketAddress(), 100);
            }
        } catch (SocketTimeoutException e) {
            // Full.
        }
    }

    int port() {
        return server.getLocalPort();
    }

    InetAddress address() {
        return server.getInetAddress();
    }

    @Override
    public void close() throws IOException {
        for (Socket socket : queued) {
            socket.close();
        }
        server.close();
    }
}
