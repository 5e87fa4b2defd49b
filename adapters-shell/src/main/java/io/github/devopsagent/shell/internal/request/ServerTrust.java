package io.github.devopsagent.shell.internal.request;

import io.vavr.control.Either;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/**
 * Which certificates of servers are taken.
 *
 * @param caFile with those that are trusted instead of the JVM's; empty for the JVM's
 * @param isInsecure whether any is taken, for any name
 */
public record ServerTrust(Optional<Path> caFile, boolean isInsecure) {

    /** Whatever the JVM trusts. */
    public static final ServerTrust OF_THE_JVM = new ServerTrust(Optional.empty(), false);

    private static final int LARGEST = 4 << 20;

    /**
     * What sessions are made with. The file is read anew each time, since a step may renew it.
     *
     * @return empty for what the JVM has; left says what is wrong with the file
     */
    public Either<CaFileFault, Optional<SSLContext>> context() {
        if (isInsecure) {
            return Either.right(Optional.of(context(new TrustManager[] {new AnyCertificate()})));
        }
        return caFile.<Either<CaFileFault, Optional<SSLContext>>>map(
                        file -> trusting(file).map(Optional::of))
                .orElseGet(() -> Either.right(Optional.empty()));
    }

    /**
     * Why a file cannot be trusted.
     *
     * @param isMissing whether it is not there, so that a step may bring it
     * @param message what was found
     */
    public record CaFileFault(boolean isMissing, String message) {}

    private static Either<CaFileFault, SSLContext> trusting(Path file) {
        try {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            int number = 0;
            for (Certificate certificate : certificates(file)) {
                trusted.setCertificateEntry("ca-" + number++, certificate);
            }
            if (number == 0) {
                return fault(false, file, "has no certificate: write the path of a file in PEM");
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            return Either.right(context(trust.getTrustManagers()));
        } catch (NoSuchFileException e) {
            return fault(true, file, "does not exist");
        } catch (IOException e) {
            return fault(false, file, "cannot be read: " + e);
        } catch (GeneralSecurityException e) {
            return fault(false, file, "is no list of certificates in PEM: " + e.getMessage());
        }
    }

    private static Collection<? extends Certificate> certificates(Path file)
            throws IOException, GeneralSecurityException {
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file.toString());
        }
        if (!Files.isRegularFile(file) || Files.size(file) > LARGEST) {
            throw new IOException("it is no regular file of at most " + LARGEST + " bytes");
        }
        // It is read byte by byte.
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            return CertificateFactory.getInstance("X.509").generateCertificates(in);
        }
    }

    private static <T> Either<CaFileFault, T> fault(boolean isMissing, Path file, String what) {
        return Either.left(new CaFileFault(isMissing, "'ca_file' " + file + " " + what));
    }

    private static SSLContext context(TrustManager[] trust) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM has no TLS", e);
        }
    }
}
