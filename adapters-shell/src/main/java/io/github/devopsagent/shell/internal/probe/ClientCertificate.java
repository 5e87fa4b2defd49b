package io.github.devopsagent.shell.internal.probe;

import java.net.Socket;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;

/** Knows whether a server asked for a certificate and was given none. */
final class ClientCertificate {

    private static final String HINT = " (the server asked for a client certificate, and was given none)";

    /** Of a handshake that was broken off: before TLS 1.3 the JDK does not tell what was asked for. */
    static final String HINT_OF_HANDSHAKE = " (a server that demands a client certificate may do so)";

    private ClientCertificate() {}

    /** Words for that; none where it is not so, or nobody can tell. */
    static String hint(Socket socket) {
        return socket instanceof SSLSocket secure && isMissing(secure.getSession()) ? HINT : "";
    }

    /** A server tells in nothing but its request for a certificate which signatures it takes. */
    private static boolean isMissing(SSLSession session) {
        return session instanceof ExtendedSSLSession extended
                && extended.getPeerSupportedSignatureAlgorithms().length > 0
                && session.getLocalCertificates() == null;
    }
}
