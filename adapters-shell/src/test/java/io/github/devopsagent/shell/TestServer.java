package io.github.devopsagent.shell;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** A server on loopback that answers as it is told to, byte for byte, and knows who was connected. */
public final class TestServer implements AutoCloseable {

    /** What it sends after a request's head. */
    @FunctionalInterface
    public interface Answer {
        void send(OutputStream to, TestServer server) throws IOException, InterruptedException;
    }

    private final ServerSocket listening;
    private final Answer answer;
    private final CountDownLatch end = new CountDownLatch(1);
    private final List<SocketAddress> clients = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();

    private TestServer(Answer answer, ServerSocket listening) {
        this.answer = answer;
        this.listening = listening;
    }

    public static TestServer answering(Answer answer) {
        return answering(answer, 0);
    }

    public static TestServer answering(String text) {
        return answering(text, 0);
    }

    public static TestServer answering(String text, int port) {
        return answering((to, server) -> to.write(text.getBytes(ISO_8859_1)), port);
    }

    private static TestServer answering(Answer answer, int port) {
        try {
            return answering(answer, new ServerSocket(port, 50, InetAddress.getLoopbackAddress()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static TestServer answering(Answer answer, ServerSocket listening) {
        TestServer server = new TestServer(answer, listening);
        daemon(server::accept);
        return server;
    }

    public String url() {
        return "http://127.0.0.1:" + port() + "/health";
    }

    public int port() {
        return listening.getLocalPort();
    }

    public List<SocketAddress> clients() {
        return clients;
    }

    public List<String> requests() {
        return requests;
    }

    /** For an answer that does not go on. */
    public void stall() throws InterruptedException {
        end.await();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listening.accept();
                clients.add(socket.getRemoteSocketAddress());
                daemon(() -> serve(socket));
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            BufferedReader head = new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
            String line = head.readLine();
            while (line != null) {
                requests.add(line);
                if (line.isEmpty()) {
                    answer.send(socket.getOutputStream(), this);
                    return;
                }
                line = head.readLine();
            }
        } catch (IOException | InterruptedException e) {
            // The client has gone.
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "test-server");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        end.countDown();
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
