package io.github.devopsagent.git.internal.signature;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.gpg.keybox.KeyBlob;
import org.bouncycastle.gpg.keybox.PublicKeyRingBlob;
import org.bouncycastle.gpg.keybox.bc.BcKeyBox;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureList;
import org.bouncycastle.openpgp.PGPUtil;
import org.bouncycastle.openpgp.bc.BcPGPObjectFactory;
import org.bouncycastle.openpgp.bc.BcPGPPublicKeyRingCollection;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;

/**
 * The public keys of the agent's user, from the files in which JGit looks for them: JGit itself sees neither that a key is
 * revoked, nor that it expired after the signature. Needs Bouncy Castle, which comes with JGit's verifier.
 */
final class OpenPgpKeyRing {

    private static final HexFormat HEX = HexFormat.of();

    private final List<PGPPublicKeyRing> keys;

    private OpenPgpKeyRing(List<PGPPublicKeyRing> keys) {
        this.keys = keys;
    }

    /** Read anew. */
    static OpenPgpKeyRing ofUser() throws IOException {
        Path directory = directory();
        List<PGPPublicKeyRing> keys = new ArrayList<>();
        Path box = directory.resolve("pubring.kbx");
        if (Files.exists(box)) {
            try (InputStream in = Files.newInputStream(box)) {
                for (KeyBlob blob : new BcKeyBox(in).getKeyBlobs()) {
                    if (blob instanceof PublicKeyRingBlob each) {
                        keys.add(each.getPGPPublicKeyRing());
                    }
                }
            }
        }
        Path older = directory.resolve("pubring.gpg");
        if (Files.exists(older)) {
            try (InputStream in = PGPUtil.getDecoderStream(Files.newInputStream(older))) {
                new BcPGPPublicKeyRingCollection(in).forEach(keys::add);
            } catch (PGPException e) {
                throw new IOException(older + " cannot be read", e);
            }
        }
        return new OpenPgpKeyRing(keys);
    }

    /** As JGit finds it, which is told where by our reader of the system if only {@code HOME} says it. */
    private static Path directory() {
        SystemReader system = SystemReader.getInstance();
        String told = Optional.ofNullable(system.getenv("GNUPGHOME")).orElse("");
        if (!told.isEmpty() && Files.isDirectory(resolved(told))) {
            return resolved(told);
        }
        String windows = Optional.ofNullable(system.getenv("APPDATA")).orElse("");
        if (system.isWindows() && !windows.isEmpty() && Files.isDirectory(Path.of(windows, "gnupg"))) {
            return Path.of(windows, "gnupg");
        }
        return resolved("~/.gnupg");
    }

    /** Of a key that gpg may well have: newer ones keep theirs in a database. */
    static String missing() {
        return Files.exists(directory().resolve("public-keys.d/pubring.db"))
                ? "gpg keeps its keys in keyboxd, and JGit reads files in GNUPGHOME: gpg --export >pubring.gpg"
                : "its public key is not in the key ring of the agent's user";
    }

    private static Path resolved(String path) {
        boolean isOfUser = path.startsWith("~/") || path.startsWith("~" + File.separator);
        return isOfUser
                ? new File(FS.DETECTED.userHome(), path.substring(2)).toPath().toAbsolutePath()
                : Path.of(path);
    }

    boolean has(String fingerprint) {
        return !having(fingerprint).isEmpty();
    }

    /** The fingerprints of a key, and of all that it is bound to: a key with its subkeys is one person's. */
    Set<String> with(String fingerprint) {
        Set<String> all = new LinkedHashSet<>(Set.of(fingerprint));
        having(fingerprint).forEach(ring -> ring.forEach(key -> all.add(HEX.formatHex(key.getFingerprint()))));
        return all;
    }

    /** The fingerprint of the key that binds this one, and of itself. */
    Set<String> under(String fingerprint) {
        Set<String> both = new LinkedHashSet<>(Set.of(fingerprint));
        having(fingerprint)
                .forEach(ring -> both.add(HEX.formatHex(ring.getPublicKey().getFingerprint())));
        return both;
    }

    private List<PGPPublicKeyRing> having(String fingerprint) {
        byte[] bytes = fingerprint.length() % 2 == 0 && fingerprint.matches("[0-9a-f]{40,}")
                ? HEX.parseHex(fingerprint)
                : new byte[0];
        return keys.stream()
                .filter(ring -> bytes.length > 0 && ring.getPublicKey(bytes) != null)
                .toList();
    }

    /** Why a signature of this key does not count by the key ring, as gpg decides it; empty if it does. */
    Optional<OpenPgpFault> fault(String fingerprint, SignedCommit commit, Instant now) {
        List<PGPPublicKeyRing> found = having(fingerprint);
        if (found.isEmpty()) {
            return Optional.of(OpenPgpFault.bad("its key cannot be found in the key ring of the agent's user"));
        }
        try {
            List<PGPSignature> signatures = signatures(commit);
            if (signatures.size() != 1) {
                return Optional.of(OpenPgpFault.bad("there is not one"));
            }
            // What one file does not know another may.
            return found.stream()
                    .map(ring -> new OpenPgpKey(ring.getPublicKey(), ring.getPublicKey(HEX.parseHex(fingerprint))))
                    .flatMap(key -> key.fault(signatures.get(0), commit.content(), now).stream())
                    .findFirst();
        } catch (IOException | RuntimeException e) {
            return Optional.of(OpenPgpFault.bad("it cannot be read"));
        }
    }

    private static List<PGPSignature> signatures(SignedCommit commit) throws IOException {
        byte[] armored = commit.signature().orElseThrow().getBytes(ISO_8859_1);
        List<PGPSignature> signatures = new ArrayList<>();
        try (InputStream in = PGPUtil.getDecoderStream(new ByteArrayInputStream(armored))) {
            for (Object each : new BcPGPObjectFactory(in)) {
                if (!(each instanceof PGPSignatureList list)) {
                    return List.of();
                }
                list.forEach(signatures::add);
            }
        }
        return signatures;
    }
}
