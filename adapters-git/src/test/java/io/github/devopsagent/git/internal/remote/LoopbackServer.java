package io.github.devopsagent.git.internal.remote;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BinaryOperator;

/** Speaks HTTP on a free port of this machine, a request for a connection. */
final class LoopbackServer implements AutoCloseable {

    private static final String AUTHORIZATION = "authorization: ";

    private final ServerSocket socket;
    private final BinaryOperator<String> answer;
    private final List<String> authorizations = new CopyOnWriteArrayList<>();

    /** @param answer to the request line and the authorization, which may be empty */
    LoopbackServer(BinaryOperator<String> answer) throws IOException {
        this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.answer = answer;
        Thread thread = new Thread(this::serve, "loopback server");
        thread.setDaemon(true);
        thread.start();
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket connection = socket.accept()) {
                serve(connection);
            } catch (IOException e) {
                // It is closed, or the client went away.
            }
        }
    }

    private void serve(Socket connection) throws IOException {
        BufferedReader reader = new BufferedReader(new InputStreamReader(connection.getInputStream(), ISO_8859_1));
        String request = reader.readLine();
        String authorization = "";
        for (String line = reader.readLine(); line != null && !line.isEmpty(); line = reader.readLine()) {
            if (line.toLowerCase(Locale.ROOT).startsWith(AUTHORIZATION)) {
                authorization = line.substring(AUTHORIZATION.length());
                authorizations.add(authorization);
            }
        }
        if (request != null) {
            connection
                    .getOutputStream()
                    .write(answer.apply(request, authorization).getBytes(ISO_8859_1));
        }
    }

    /** Those that were received. */
    List<String> authorizations() {
        return authorizations;
    }

    String address() {
        return "127.0.0.1:" + socket.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
