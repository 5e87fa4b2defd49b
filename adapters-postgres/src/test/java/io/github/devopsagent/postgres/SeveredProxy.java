package io.github.devopsagent.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** Passes on what is sent to a port of this machine, until it has brought back so many bytes: then it drops the connection. */
final class SeveredProxy implements AutoCloseable {

    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final AtomicLong left = new AtomicLong(Long.MAX_VALUE);
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private volatile boolean away;
    private final int to;

    SeveredProxy(int to) throws IOException {
        this.to = to;
        begin(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Bytes of answers, of all connections together. */
    void cutAfter(long bytes) {
        left.set(bytes);
    }

    /** Nobody gets through, and whoever was through is cut off; or all do. */
    void away(boolean isAway) throws IOException {
        away = isAway;
        for (Socket each : isAway ? open : List.<Socket>of()) {
            each.close();
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void begin(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException e) {
                // One of the sides is gone, and so is this connection.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = listener.accept();
            open.add(client);
            if (away) {
                client.close();
                continue;
            }
            Socket server = new Socket(InetAddress.getLoopbackAddress(), to);
            begin(() -> pass(client, server, new AtomicLong(Long.MAX_VALUE)));
            begin(() -> pass(server, client, left));
        }
    }

    private static void pass(Socket from, Socket to, AtomicLong left) throws IOException {
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            byte[] buffer = new byte[8192];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (left.get() != Long.MAX_VALUE && left.addAndGet(-read) < 0) {
                    return;
                }
                out.write(buffer, 0, read);
                out.flush();
            }
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
