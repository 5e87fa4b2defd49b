package io.github.devopsagent.git.internal.http;

import io.github.devopsagent.git.internal.message.GitRefusal;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** The certificates of those who may vouch for a server, from a file as {@code http.sslCAInfo} names. */
public final class CertificateBundle {

    private final KeyStore trusted;

    private CertificateBundle(KeyStore trusted) {
        this.trusted = trusted;
    }

    /** @param origin where the file is named, for people */
    static CertificateBundle read(Path file, String origin) throws GitRefusal {
        // It is read byte by byte.
        try (InputStream bytes = new BufferedInputStream(Files.newInputStream(file))) {
            Collection<? extends Certificate> certificates =
                    CertificateFactory.getInstance("X.509").generateCertificates(bytes);
            if (certificates.isEmpty()) {
                throw unusable(file, origin, "it has no certificate");
            }
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            for (Certificate certificate : certificates) {
                trusted.setCertificateEntry("ca" + trusted.size(), certificate);
            }
            return new CertificateBundle(trusted);
        } catch (IOException e) {
            throw unusable(file, origin, "it cannot be read");
        } catch (GeneralSecurityException e) {
            throw unusable(file, origin, "it is no list of certificates in PEM");
        }
    }

    private static GitRefusal unusable(Path file, String origin, String why) {
        return new GitRefusal("is to be trusted by the certificates in " + file + ", as " + origin + " says, but " + why
                + ". Correct it");
    }

    TrustManager[] managers() throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        return factory.getTrustManagers();
    }
}
