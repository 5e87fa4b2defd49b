package io.github.devopsagent.git.internal.remote;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Git's own smart HTTP behind TLS, on a free port of this machine, by a certificate that nobody knows. */
final class HttpsGitServer implements AutoCloseable {

    private static final String PASSWORD = "changeit";

    private final Path directory;
    private final HttpsServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> headers = new CopyOnWriteArrayList<>();
    private volatile String accepted = "";

    private HttpsGitServer(Path directory, HttpsServer server) {
        this.directory = directory;
        this.server = server;
    }

    /** Serves the repositories in the directory. */
    static HttpsGitServer of(Path directory) throws IOException, GeneralSecurityException {
        Path store = directory.resolve("server.p12");
        keytool("-genkeypair", "-keystore", store, "-alias", "server", "-keyalg", "EC", "-dname", "CN=127.0.0.1",
                "-ext", "san=ip:127.0.0.1,dns:localhost", "-storetype", "PKCS12");
        keytool("-exportcert", "-rfc", "-keystore", store, "-alias", "server", "-file", directory.resolve("ca.pem"));
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream bytes = Files.newInputStream(store)) {
            keys.load(bytes, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        HttpsGitServer git = new HttpsGitServer(directory, server);
        server.createContext("/", git::serve);
        server.setExecutor(git.threads);
        server.start();
        return git;
    }

    private static void keytool(Object... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        List.of(arguments).forEach(argument -> command.add(argument.toString()));
        command.addAll(List.of("-storepass", PASSWORD));
        SshServer.run(command);
    }

    /** From now on only who says this is let in. */
    void accept(String user, String password) {
        accepted = "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
    }

    /** What was received, a header a line. */
    List<String> headers() {
        return headers;
    }

    String url(String repository) {
        return "https://127.0.0.1:" + server.getAddress().getPort() + "/" + repository;
    }

    Path authority() {
        return directory.resolve("ca.pem");
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestHeaders()
                    .forEach((name, values) -> values.forEach(value -> headers.add(name + ": " + value)));
            String said = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
            byte[] body = exchange.getRequestBody().readAllBytes();
            if (!accepted.isEmpty() && !said.equals(accepted)) {
                exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"git\"");
                exchange.sendResponseHeaders(401, -1);
            } else {
                answer(exchange, body);
            }
        }
    }

    private void answer(HttpExchange exchange, byte[] body) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("git", "http-backend").redirectError(ProcessBuilder.Redirect.DISCARD);
        var environment = builder.environment();
        environment.put("GIT_PROJECT_ROOT", directory.toString());
        environment.put("GIT_HTTP_EXPORT_ALL", "1");
        environment.put("REQUEST_METHOD", exchange.getRequestMethod());
        environment.put("PATH_INFO", exchange.getRequestURI().getPath());
        environment.put("QUERY_STRING", String.valueOf(exchange.getRequestURI().getQuery()));
        environment.put("CONTENT_TYPE", String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type")));
        environment.put("REMOTE_USER", "somebody");
        environment.put("REMOTE_ADDR", "127.0.0.1");
        String protocol = exchange.getRequestHeaders().getFirst("Git-Protocol");
        if (protocol != null) {
            environment.put("GIT_PROTOCOL", protocol);
        }
        byte[] request = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"))
                ? new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes()
                : body;
        environment.put("CONTENT_LENGTH", String.valueOf(request.length));
        Process process = builder.start();
        threads.execute(() -> {
            try (var to = process.getOutputStream()) {
                to.write(request);
            } catch (IOException e) {
                // It need not read all of it.
            }
        });
        send(exchange, process.getInputStream().readAllBytes());
    }

    private static void send(HttpExchange exchange, byte[] output) throws IOException {
        String text = new String(output, ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        int status = 200;
        for (String line : text.substring(0, end).split("\r\n")) {
            int colon = line.indexOf(':');
            if (line.startsWith("Status:")) {
                status = Integer.parseInt(line.substring(colon + 1).strip().substring(0, 3));
            } else {
                exchange.getResponseHeaders().add(line.substring(0, colon), line.substring(colon + 1).strip());
            }
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.write(output, end + 4, output.length - end - 4);
        exchange.sendResponseHeaders(status, body.size() == 0 ? -1 : body.size());
        body.writeTo(exchange.getResponseBody());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
