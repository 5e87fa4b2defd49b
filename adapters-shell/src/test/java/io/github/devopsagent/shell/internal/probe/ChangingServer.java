package io.github.devopsagent.shell.internal.probe;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.devopsagent.shell.TestServer;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509KeyManager;

/** A server that changes its certificate as a proxy does that is reloaded: the keys of its session tickets stay. */
final class ChangingServer implements AutoCloseable {

    private final Current current;
    private final TestServer server;

    ChangingServer(String protocol, Path keys) throws Exception {
        current = new Current(keys);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(new KeyManager[] {current}, null, null);
        SSLServerSocket listening = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        listening.setEnabledProtocols(new String[] {protocol});
        server = TestServer.answering(
                (to, from) -> to.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(UTF_8)), listening);
    }

    int port() {
        return server.port();
    }

    void change(Path keys) throws Exception {
        current.use(keys);
    }

    @Override
    public void close() {
        server.close();
    }

    private static final class Current extends X509ExtendedKeyManager {

        private volatile X509KeyManager keys;

        Current(Path file) throws Exception {
            keys = of(file);
        }

        void use(Path file) throws Exception {
            keys = of(file);
        }

        private static X509KeyManager of(Path file) throws Exception {
            KeyManagerFactory factory = KeyManagerFactory.getInstance("SunX509");
            factory.init(TestKeys.load(file), TestKeys.PASSWORD.toCharArray());
            return (X509KeyManager) factory.getKeyManagers()[0];
        }

        @Override
        public String[] getClientAliases(String type, Principal[] issuers) {
            return keys.getClientAliases(type, issuers);
        }

        @Override
        public String chooseClientAlias(String[] types, Principal[] issuers, Socket socket) {
            return keys.chooseClientAlias(types, issuers, socket);
        }

        @Override
        public String[] getServerAliases(String type, Principal[] issuers) {
            return keys.getServerAliases(type, issuers);
        }

        @Override
        public String chooseServerAlias(String type, Principal[] issuers, Socket socket) {
            return keys.chooseServerAlias(type, issuers, socket);
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return keys.getCertificateChain(alias);
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return keys.getPrivateKey(alias);
        }
    }
}
