package io.github.devopsagent.git.internal.remote;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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
    private final ServerSocket socket;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> headers = new CopyOnWriteArrayList<>();
    private volatile String cookie = "";
    private volatile String accepted = "";
    private static Optional<Path> made = Optional.empty();

    private HttpsGitServer(Path directory, ServerSocket socket) {
        this.directory = directory;
        this.socket = socket;
    }

    /** Serves the repositories in the directory. */
    static HttpsGitServer of(Path directory) throws IOException, GeneralSecurityException {
        Path store = certificate().resolve("server.p12");
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream bytes = Files.newInputStream(store)) {
            keys.load(bytes, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        ServerSocket socket =
                context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        HttpsGitServer git = new HttpsGitServer(directory, socket);
        git.threads.execute(git::accept);
        return git;
    }

    /** One for all, since making it takes longer than anything else here. */
    private static synchronized Path certificate() throws IOException {
        if (made.isEmpty()) {
            Path directory = Files.createTempDirectory("https-git-server");
            Path store = directory.resolve("server.p12");
            keytool(
                    "-genkeypair",
                    "-keystore",
                    store,
                    "-alias",
                    "server",
                    "-keyalg",
                    "EC",
                    "-dname",
                    "CN=127.0.0.1",
                    "-ext",
                    "san=ip:127.0.0.1,dns:localhost",
                    "-storetype",
                    "PKCS12");
            Path authority = directory.resolve("ca.pem");
            keytool("-exportcert", "-rfc", "-keystore", store, "-alias", "server", "-file", authority);
            List.of(directory, store, authority).forEach(path -> path.toFile().deleteOnExit());
            made = Optional.of(directory);
        }
        return made.get();
    }

    private static void keytool(Object... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of("-J-XX:TieredStopAtLevel=1", "-J-XX:+UseSerialGC"));
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
        return "https://127.0.0.1:" + socket.getLocalPort() + "/" + repository;
    }

    Path authority() throws IOException {
        return certificate().resolve("ca.pem");
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                threads.execute(() -> serve(connection));
            } catch (IOException e) {
                // It is closed.
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            InputStream from = connection.getInputStream();
            String[] request = line(from).split(" ");
            Map<String, String> received = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            for (String line = line(from); !line.isEmpty(); line = line(from)) {
                headers.add(line);
                received.put(
                        line.substring(0, line.indexOf(':')),
                        line.substring(line.indexOf(':') + 1).strip());
            }
            byte[] body = from.readNBytes(Integer.parseInt(received.getOrDefault("Content-Length", "0")));
            boolean in = accepted.isEmpty() || accepted.equals(received.get("Authorization"));
            byte[] answer = in
                    ? answer(request, received, body)
                    : "Status: 401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"git\"\r\n\r\n".getBytes(ISO_8859_1);
            connection.getOutputStream().write(response(answer));
        } catch (IOException e) {
            // The client went away, or does not trust this.
        }
    }

    private static String line(InputStream from) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = from.read(); next >= 0 && next != '\n'; next = from.read()) {
            line.write(next);
        }
        return line.toString(ISO_8859_1).stripTrailing();
    }

    private byte[] answer(String[] request, Map<String, String> received, byte[] body) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder("git", "http-backend").redirectError(ProcessBuilder.Redirect.DISCARD);
        Map<String, String> environment = builder.environment();
        String[] target = request[1].split("\\?", 2);
        environment.put("GIT_PROJECT_ROOT", directory.toString());
        environment.put("GIT_HTTP_EXPORT_ALL", "1");
        environment.put("REQUEST_METHOD", request[0]);
        environment.put("PATH_INFO", target[0]);
        environment.put("QUERY_STRING", target.length > 1 ? target[1] : "");
        environment.put("CONTENT_TYPE", received.getOrDefault("Content-Type", ""));
        environment.put("REMOTE_USER", "somebody");
        environment.put("REMOTE_ADDR", "127.0.0.1");
        environment.put("GIT_PROTOCOL", received.getOrDefault("Git-Protocol", ""));
        byte[] plain = "gzip".equals(received.get("Content-Encoding"))
                ? new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes()
                : body;
        environment.put("CONTENT_LENGTH", String.valueOf(plain.length));
        Process process = builder.start();
        threads.execute(() -> {
            try (OutputStream to = process.getOutputStream()) {
                to.write(plain);
            } catch (IOException e) {
                // It need not read all of it.
            }
        });
        return process.getInputStream().readAllBytes();
    }

    /** From now on it has its clients keep one. */
    void sendCookie() {
        cookie = "\r\nSet-Cookie: SID=sent; Path=/; Max-Age=100000";
    }

    /** What a script answers, as HTTP has it. */
    private byte[] response(byte[] output) {
        String text = new String(output, ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        String head = text.substring(0, end);
        String status = head.startsWith("Status:")
                ? head.lines().findFirst().orElseThrow().substring(7).strip()
                : "200 OK";
        String all = "HTTP/1.1 " + status + "\r\n" + head.replaceFirst("^Status:.*\r\n", "")
                + cookie + "\r\nConnection: close\r\nContent-Length: " + (output.length - end - 4) + "\r\n\r\n"
                + text.substring(end + 4);
        return all.getBytes(ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
        threads.shutdownNow();
    }
}
