package io.github.devopsagent.git.internal.signature;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.devopsagent.git.internal.message.GitRefusal;
import java.io.IOException;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.GpgConfig;
import org.eclipse.jgit.lib.GpgConfig.GpgFormat;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.SignatureVerifier;
import org.eclipse.jgit.lib.SignatureVerifier.SignatureVerification;
import org.eclipse.jgit.lib.SignatureVerifier.TrustLevel;
import org.eclipse.jgit.lib.SignatureVerifiers;

/**
 * JGit's verifiers, which say whether a signature is of a key, and never whose key counts: they are given an empty
 * configuration, since the repository's own could name any file of allowed signers.
 */
final class JGitVerifier {

    private static final String NO_CURVES = "org.bouncycastle:bcprov-jdk18on";

    private final Repository repository;

    JGitVerifier(Repository repository) {
        this.repository = repository;
    }

    boolean isThere(GpgFormat format) {
        return SignatureVerifiers.get(format) != null;
    }

    /** Before anything is done, and with the name of what is missing. What was remembered of the key ring is forgotten. */
    static void require(GpgFormat format) throws GitRefusal {
        SignatureVerifier verifier = SignatureVerifiers.get(format);
        if (verifier != null) {
            verifier.clear();
        } else {
            String artifact = format == GpgFormat.SSH ? "org.eclipse.jgit.ssh.apache" : "org.eclipse.jgit.gpg.bc";
            throw missing((format == GpgFormat.SSH ? "SSH" : "OpenPGP"), "org.eclipse.jgit:" + artifact + version());
        }
    }

    private static GitRefusal missing(String what, String artifact) {
        return new GitRefusal("Signatures of " + what + " cannot be verified: add " + artifact
                + " to the class path, which is an optional dependency.");
    }

    private static String version() {
        Package jgit = SignatureVerifiers.class.getPackage();
        return jgit == null || jgit.getImplementationVersion() == null ? "" : ":" + jgit.getImplementationVersion();
    }

    /** The fingerprint of the key, if it signed this. */
    Optional<String> key(GpgFormat format, SignedCommit commit) throws GitRefusal {
        return verification(format, commit)
                .filter(found -> found.verified() || (format == GpgFormat.SSH && isOfUnknownPrincipal(found)))
                .map(SignatureVerification::keyFingerprint);
    }

    /**
     * JGit distrusts what is not signed as it says. What is, but by nobody in its file of allowed signers, which it is not
     * given, it does not distrust.
     */
    private static boolean isOfUnknownPrincipal(SignatureVerification found) {
        return found.trustLevel() != TrustLevel.NEVER && !found.expired();
    }

    /** Empty if the signature cannot be read. */
    Optional<SignatureVerification> verification(GpgFormat format, SignedCommit commit) throws GitRefusal {
        SignatureVerifier verifier = SignatureVerifiers.get(format);
        try {
            return Optional.ofNullable(verifier.verify(
                    repository,
                    new GpgConfig(new Config()),
                    commit.content(),
                    commit.signature().orElseThrow().getBytes(ISO_8859_1)));
        } catch (NoClassDefFoundError e) {
            throw missing(
                    name(format), "the dependencies of JGit's artifact, such as the one with " + e.getMessage() + ",");
        } catch (IOException | RuntimeException e) {
            if (Stream.iterate((Throwable) e, cause -> cause != null, Throwable::getCause)
                    .anyMatch(NoSuchAlgorithmException.class::isInstance)) {
                throw missing(name(format) + " with keys of this kind, such as ed25519,", NO_CURVES);
            }
            return Optional.empty();
        }
    }

    private static String name(GpgFormat format) {
        return format.name().toUpperCase(Locale.ROOT);
    }
}
