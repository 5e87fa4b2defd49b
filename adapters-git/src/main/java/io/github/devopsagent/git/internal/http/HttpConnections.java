package io.github.devopsagent.git.internal.http;

import io.github.devopsagent.git.internal.message.GitRefusal;
import java.io.IOException;
import java.net.Proxy;
import java.net.Socket;
import java.net.URL;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.eclipse.jgit.transport.http.HttpConnection;
import org.eclipse.jgit.transport.http.HttpConnectionFactory2;
import org.eclipse.jgit.transport.http.JDKHttpConnectionFactory;
import org.jspecify.annotations.Nullable;

/** Makes connections that go by git's settings, whatever JGit read in the repository. */
public final class HttpConnections implements HttpConnectionFactory2 {

    private static final TrustManager[] ANYBODY = {new Anybody()};

    private final JDKHttpConnectionFactory connections = new JDKHttpConnectionFactory();
    private final HttpSettings settings;
    private final Optional<CertificateBundle> authorities;
    private final Optional<Proxy> proxy;
    private final boolean verifying;

    public HttpConnections(HttpSettings settings) throws GitRefusal {
        this.settings = settings;
        this.authorities = settings.authorities();
        this.proxy = settings.proxy();
        this.verifying = settings.verifies();
    }

    @Override
    public HttpConnection create(URL url) throws IOException {
        return proxy.isPresent() ? connections.create(url, proxy.get()) : connections.create(url);
    }

    @Override
    public HttpConnection create(URL url, @Nullable Proxy found) throws IOException {
        Proxy way = proxy.orElse(found == null ? Proxy.NO_PROXY : found);
        return connections.create(url, way);
    }

    @Override
    public GitSession newSession() {
        return new GitSession() {
            @Override
            public HttpConnection configure(HttpConnection connection, boolean asJGitReadIt)
                    throws IOException, GeneralSecurityException {
                if (!connection.getURL().getProtocol().equals("https") || !settings.isOf(connection.getURL())) {
                    return connection;
                }
                if (!verifying) {
                    connection.configure(null, ANYBODY, null);
                    connection.setHostnameVerifier((name, session) -> true);
                } else if (authorities.isPresent()) {
                    connection.configure(null, authorities.get().managers(), null);
                }
                return connection;
            }

            @Override
            public void close() {
                // Nothing is kept.
            }
        };
    }

    /** Only where the system's or the user's configuration says that no certificate is looked at. */
    private static final class Anybody extends X509ExtendedTrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String kind) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String kind) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String kind, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String kind, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String kind, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String kind, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
