package io.github.devopsagent.shell.internal.probe;

import io.github.devopsagent.shell.internal.request.ServerTrust;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;

/**
 * Sees to it that a handshake is a full one. One that resumes an earlier session checks no certificate, though the server
 * may have another by now.
 *
 * @param context what sessions are made with
 */
record TlsSessions(SSLContext context) {

    /** What the context of the JVM is called, as long as the host has set none of its own. */
    private static final String OF_THE_JVM = "Default";

    /** With the trust that a plan names, else with that of the JVM. */
    static TlsSessions begin(ServerTrust trust) throws IOException {
        Optional<SSLContext> own = trust.context().getOrElseThrow(fault -> new ProbeFailure(fault.message()));
        return own.isPresent() ? new TlsSessions(own.get()) : begin();
    }

    /** With the trust and the keys of the JVM, and with no session yet unless the host has set a context of its own. */
    static TlsSessions begin() throws SSLException {
        try {
            SSLContext current = SSLContext.getDefault();
            boolean isOwn = !current.getProtocol().equals(OF_THE_JVM);
            return new TlsSessions(isOwn ? current : SSLContext.getInstance(OF_THE_JVM));
        } catch (GeneralSecurityException e) {
            throw new SSLException("this JVM has no TLS: " + ConnectionFailure.message(e), e);
        }
    }

    SSLSocketFactory sockets() {
        return context.getSocketFactory();
    }

    /** Drops what was negotiated with a server before, by a probe or by the host. */
    void forget(String host, int port) {
        SSLSessionContext sessions = context.getClientSessionContext();
        List<byte[]> ids = sessions == null ? List.of() : Collections.list(sessions.getIds());
        ids.stream()
                .flatMap(id -> Optional.ofNullable(sessions.getSession(id)).stream())
                .filter(session -> session.getPeerPort() == port && host.equalsIgnoreCase(session.getPeerHost()))
                .forEach(SSLSession::invalidate);
    }

    /** Throws if it was made before, as by another thread since it was to be forgotten. */
    static void demandNew(SSLSession session, long since) throws SSLException {
        if (session.getCreationTime() < since) {
            session.invalidate();
            throw new SSLException("an earlier session was resumed, so that the certificate was not checked");
        }
    }
}
