package io.github.devopsagent.git.internal.signature;

import io.github.devopsagent.git.internal.signature.SignatureVerdict.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.bcpg.SignatureSubpacketTags;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureSubpacketVector;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentVerifierBuilderProvider;

/**
 * A key that signs, with the one that binds it. What is said about them counts if the binding one signed it. As with gpg,
 * a key that has expired or is revoked now does not count for what it signed before: the date of a signature is chosen by
 * who makes it.
 *
 * @param primary the one that binds
 * @param key the one that signs; the same, or a subkey
 */
record OpenPgpKey(PGPPublicKey primary, PGPPublicKey key) {

    private static final Set<Integer> OF_DOCUMENTS =
            Set.of(PGPSignature.BINARY_DOCUMENT, PGPSignature.CANONICAL_TEXT_DOCUMENT);

    /** Verifies something with a signature. */
    private interface SelfSignatureCheck {
        boolean verify(PGPSignature signature) throws PGPException;
    }

    /** Why this signature of it does not count now; empty if it does. */
    Optional<OpenPgpFault> fault(PGPSignature signature, byte[] content, Instant now) {
        if (!OF_DOCUMENTS.contains(signature.getSignatureType()) || !isOf(signature, content)) {
            return Optional.of(OpenPgpFault.bad(""));
        }
        List<PGPSignature> direct =
                verified(ofType(primary, PGPSignature.DIRECT_KEY), each -> each.verifyCertification(primary));
        List<PGPSignature> names = ofNames();
        List<PGPSignature> bindings = isPrimary()
                ? List.of()
                : verified(ofType(key, PGPSignature.SUBKEY_BINDING), each -> each.verifyCertification(primary, key));
        boolean isBound = !(direct.isEmpty() && names.isEmpty()) && (isPrimary() || !bindings.isEmpty());
        if (!isBound) {
            return Optional.of(OpenPgpFault.bad("nothing in the key ring binds its key"));
        }
        if (isRevoked(direct)) {
            return Optional.of(new OpenPgpFault(Kind.REVOKED, "the key ring of the agent's user says so"));
        }
        return expired(primary, direct, now)
                .or(() -> expired(primary, names, now))
                .or(() -> expired(key, bindings, now))
                .or(() -> signatureExpired(signature, now))
                .or(() -> early(signature, now));
    }

    private boolean isPrimary() {
        return key.getKeyID() == primary.getKeyID() && key.isMasterKey();
    }

    private boolean isOf(PGPSignature signature, byte[] content) {
        try {
            signature.init(new BcPGPContentVerifierBuilderProvider(), key);
            signature.update(content);
            return signature.verify();
        } catch (PGPException | RuntimeException e) {
            return false;
        }
    }

    private static List<PGPSignature> ofType(PGPPublicKey of, int type) {
        return all(of.getSignaturesOfType(type));
    }

    private static <T> List<T> all(Iterator<T> found) {
        List<T> all = new ArrayList<>();
        found.forEachRemaining(all::add);
        return all;
    }

    /** Those that the binding key made itself. */
    private List<PGPSignature> verified(List<PGPSignature> signatures, SelfSignatureCheck check) {
        return signatures.stream()
                .filter(each -> each.getKeyID() == primary.getKeyID())
                .filter(each -> isVerified(each, check))
                .toList();
    }

    private boolean isVerified(PGPSignature signature, SelfSignatureCheck check) {
        try {
            signature.init(new BcPGPContentVerifierBuilderProvider(), primary);
            return check.verify(signature);
        } catch (PGPException | RuntimeException e) {
            return false;
        }
    }

    private List<PGPSignature> ofNames() {
        List<PGPSignature> found = new ArrayList<>();
        for (byte[] name : all(primary.getRawUserIDs())) {
            Optional.ofNullable(primary.getSignaturesForID(name))
                    .ifPresent(signatures -> found.addAll(verified(
                            all(signatures).stream()
                                    .filter(PGPSignature::isCertification)
                                    .toList(),
                            each -> each.verifyCertification(name, primary))));
        }
        return found;
    }

    private boolean isRevoked(List<PGPSignature> direct) {
        List<PGPSignature> revocations = ofType(primary, PGPSignature.KEY_REVOCATION);
        boolean isByItself = !verified(revocations, each -> each.verifyCertification(primary))
                .isEmpty();
        // Whoever may revoke it need not be in the key ring, so that nobody can verify that.
        boolean isByAnother = revocations.stream().anyMatch(each -> each.getKeyID() != primary.getKeyID())
                && direct.stream().anyMatch(each -> each.getHashedSubPackets()
                        .hasSubpacket(SignatureSubpacketTags.REVOCATION_KEY));
        return isByItself
                || isByAnother
                || (!isPrimary()
                        && !verified(
                                        ofType(key, PGPSignature.SUBKEY_REVOCATION),
                                        each -> each.verifyCertification(primary, key))
                                .isEmpty());
    }

    /** The newest of what is said about a key's end counts. */
    private static Optional<OpenPgpFault> expired(PGPPublicKey of, List<PGPSignature> statements, Instant now) {
        return statements.stream()
                .max(Comparator.comparing(PGPSignature::getCreationTime))
                .map(PGPSignature::getHashedSubPackets)
                .map(PGPSignatureSubpacketVector::getKeyExpirationTime)
                .filter(seconds -> seconds > 0)
                .map(seconds -> of.getCreationTime().toInstant().plusSeconds(seconds))
                .filter(end -> !end.isAfter(now))
                .map(end -> new OpenPgpFault(Kind.EXPIRED, "it was valid until " + end));
    }

    private static Optional<OpenPgpFault> signatureExpired(PGPSignature signature, Instant now) {
        return Optional.ofNullable(signature.getHashedSubPackets())
                .map(PGPSignatureSubpacketVector::getSignatureExpirationTime)
                .filter(seconds -> seconds > 0)
                .map(seconds -> signature.getCreationTime().toInstant().plusSeconds(seconds))
                .filter(end -> !end.isAfter(now))
                .map(end -> new OpenPgpFault(Kind.EXPIRED, "the signature itself was valid until " + end));
    }

    private Optional<OpenPgpFault> early(PGPSignature signature, Instant now) {
        Instant made = key.getCreationTime().toInstant();
        return made.isAfter(signature.getCreationTime().toInstant()) || made.isAfter(now)
                ? Optional.of(new OpenPgpFault(Kind.NOT_YET_VALID, "it is valid from " + made))
                : Optional.empty();
    }
}
