package io.github.devopsagent.shell.internal.probe;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.devopsagent.address.TcpAddress;
import io.github.devopsagent.shell.internal.request.ServerTrust;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.security.cert.Certificate;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.StandardConstants;

/**
 * Makes a connection secure: the certificate must be trusted by the JVM, and be one for the name that the URL has,
 * wherever the name led; unless the plan says whom to trust. Each handshake is a full one, in which the server shows the certificate that it has now.
 *
 * @param address whose name it is
 * @param trust which certificates are taken
 */
record TlsHandshake(TcpAddress address, ServerTrust trust) {

    /** What the JDK takes for a name: one with an underscore is none to it. */
    private static final Pattern STRICT_NAME =
            Pattern.compile("(?i)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*");

    private static final int DNS_NAME = 2;

    private static final String ASKED = " (the server asked for a client certificate, and was given none)";

    private static final Pattern CERTIFICATE_ALERT = Pattern.compile("alert: (?:bad_certificate|certificate_required)");

    /** Of a handshake that was broken off: before TLS 1.3 the JDK does not tell what was asked for. */
    private static final String MAY_HAVE_ASKED = " (a server that demands a client certificate may do so)";

    TlsHandshake(TcpAddress address) {
        this(address, ServerTrust.OF_THE_JVM);
    }

    SSLSocket over(Socket socket, ProbeScope scope) throws IOException {
        scope.enter(() -> "waiting for the TLS handshake with " + address + " (does it speak TLS?)");
        try {
            TlsSessions sessions = TlsSessions.begin(trust);
            SSLSocket secure = (SSLSocket) sessions.sockets().createSocket(socket, name(), address.port(), true);
            secure.setSSLParameters(parameters(secure.getSSLParameters()));
            long start = System.currentTimeMillis();
            sessions.forget(name(), address.port());
            secure.startHandshake();
            TlsSessions.demandNew(secure.getSession(), start);
            if (!trust.isInsecure() && !isKnownToTheJdk()) {
                checkName(secure.getSession().getPeerCertificates()[0]);
            }
            return secure;
        } catch (SSLException e) {
            throw new ProbeFailure("no secure connection to " + address + ": " + reason(e));
        } catch (IOException e) {
            throw new IOException(ConnectionFailure.message(e) + MAY_HAVE_ASKED, e);
        }
    }

    /** Without what belongs to this machine or to the resolver alone. */
    private String name() {
        return address.asciiHost().replaceFirst("%.*", "").replaceFirst("\\.$", "");
    }

    private boolean isKnownToTheJdk() {
        return NumericAddress.isOne(name()) || STRICT_NAME.matcher(name()).matches();
    }

    private SSLParameters parameters(SSLParameters parameters) {
        if (!NumericAddress.isOne(name())) {
            parameters.setServerNames(
                    List.of(STRICT_NAME.matcher(name()).matches() ? new SNIHostName(name()) : new AnyName(name())));
        }
        if (!trust.isInsecure() && isKnownToTheJdk()) {
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
        }
        parameters.setApplicationProtocols(new String[] {"http/1.1"});
        return parameters;
    }

    /** A name for the server, where the JDK's own class takes none with an underscore. */
    private static final class AnyName extends SNIServerName {

        AnyName(String name) {
            super(StandardConstants.SNI_HOST_NAME, name.getBytes(US_ASCII));
        }
    }

    /** As the JDK does it for the names that it takes. */
    void checkName(Certificate certificate) throws SSLException {
        try {
            Collection<List<?>> names = ((X509Certificate) certificate).getSubjectAlternativeNames();
            if (names == null || names.stream().noneMatch(this::isMine)) {
                throw new SSLPeerUnverifiedException("the certificate is not for the name " + name());
            }
        } catch (CertificateParsingException e) {
            throw new SSLException(e);
        }
    }

    private boolean isMine(List<?> alternative) {
        if (!Integer.valueOf(DNS_NAME).equals(alternative.get(0)) || !(alternative.get(1) instanceof String known)) {
            return false;
        }
        return known.equalsIgnoreCase(name()) || (known.startsWith("*.") && isMineByWildcard(known.substring(1)));
    }

    /** The star stands for one part, and never for all but the top of a name. */
    private boolean isMineByWildcard(String rest) {
        int dot = name().indexOf('.');
        return dot > 0 && rest.indexOf('.', 1) > 0 && rest.equalsIgnoreCase(name().substring(dot));
    }

    /** A connection that broke is only the cause of what the JDK calls by the name of a method. */
    private static String reason(SSLException failure) {
        Throwable cause = failure.getCause();
        if (cause instanceof IOException && !(cause instanceof SSLException || cause instanceof EOFException)) {
            return ConnectionFailure.message(cause) + MAY_HAVE_ASKED;
        }
        String message = ConnectionFailure.message(failure);
        return message + (CERTIFICATE_ALERT.matcher(message).find() ? MAY_HAVE_ASKED : hint(failure));
    }

    private static String hint(SSLException failure) {
        return ConnectionFailure.message(failure).contains("SSL message")
                ? " (the server seems to speak without TLS: write http://)"
                : "";
    }

    /** Words for a certificate that was asked for and not given; none where that is not so, or nobody can tell. */
    static String hintOfCertificate(Socket socket) {
        return socket instanceof SSLSocket secure && isMissing(secure.getSession()) ? ASKED : "";
    }

    /** A server tells in nothing but its request for a certificate which signatures it takes. */
    private static boolean isMissing(SSLSession session) {
        return session instanceof ExtendedSSLSession extended
                && extended.getPeerSupportedSignatureAlgorithms().length > 0
                && session.getLocalCertificates() == null;
    }
}
