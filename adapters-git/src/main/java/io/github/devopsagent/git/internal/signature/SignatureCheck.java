package io.github.devopsagent.git.internal.signature;

import io.github.devopsagent.domain.Role;
import io.github.devopsagent.git.internal.message.ErrorText;
import io.github.devopsagent.git.internal.message.GitRefusal;
import io.github.devopsagent.git.internal.signature.SignatureVerdict.Kind;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.jgit.lib.GpgConfig.GpgFormat;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.SignatureVerifier.SignatureVerification;

/** Says what the signatures of commits are worth for each role, by the keys that the host names and by no others. */
public final class SignatureCheck {

    /** Such a device signs more than it is given, which JGit does not take apart. */
    private static final String SECURITY_KEY = "sk-";

    private static final String OPEN_PGP = "-----BEGIN PGP ";

    private static final Pattern OPEN_PGP_FINGERPRINT = Pattern.compile("[0-9a-f]{40,}");

    private final JGitVerifier verifier;
    private final Map<Role, SignerList> signers;
    private final Map<Role, List<SignerLine>> lines = new EnumMap<>(Role.class);
    private final Set<String> revoked = new HashSet<>();
    private final Instant now;
    private Optional<OpenPgpKeyRing> keyRing = Optional.empty();

    /**
     * For one decision.
     *
     * @param judged directories in which no file of allowed signers may lie
     * @throws GitRefusal if JGit's verifier is not there, or a file of allowed signers cannot be used
     */
    public SignatureCheck(Repository repository, Map<Role, SignerList> signers, List<Path> judged, Instant now)
            throws IOException, GitRefusal {
        this.verifier = new JGitVerifier(repository);
        this.signers = signers;
        this.now = now;
        for (Map.Entry<Role, SignerList> each : signers.entrySet()) {
            lines.put(each.getKey(), each.getValue().lines(judged));
            revoked.addAll(each.getValue().revoked());
            if (each.getValue().hasSsh()) {
                JGitVerifier.require(GpgFormat.SSH);
            }
            if (!each.getValue().openPgp().isEmpty()) {
                JGitVerifier.require(GpgFormat.OPENPGP);
            }
        }
    }

    public boolean isAsked(Role role) {
        return signers.containsKey(role);
    }

    /** The fingerprint of the key that signed the commit, whosever it is; empty if nothing valid did. */
    public Optional<String> signingKey(SignedCommit commit) throws GitRefusal {
        if (commit.isAmbiguous() || commit.signature().isEmpty()) {
            return Optional.empty();
        }
        GpgFormat format = SshSignature.isOne(commit.signature().get()) ? GpgFormat.SSH : GpgFormat.OPENPGP;
        return verifier.isThere(format) ? verifier.key(format, commit) : Optional.empty();
    }

    /** Whether two fingerprints are of keys that belong together, as the subkeys of an OpenPGP key do. */
    public boolean areOfOneKey(String fingerprint, String other) throws GitRefusal {
        return fingerprint.equals(other)
                || (OPEN_PGP_FINGERPRINT.matcher(fingerprint).matches()
                        && keyRing().with(fingerprint).contains(other));
    }

    public SignatureVerdict judge(Role role, SignedCommit commit) throws GitRefusal {
        if (commit.signature().isEmpty()) {
            return verdict(Kind.NONE, "", "");
        }
        if (commit.isAmbiguous()) {
            return verdict(Kind.BAD, "", "it has more than one");
        }
        String armored = commit.signature().get();
        if (SshSignature.isOne(armored)) {
            return SshSignature.read(armored)
                    .map(signature -> sshOrRefusal(role, commit, signature))
                    .orElseGet(() -> new Judged(verdict(Kind.BAD, "", "it cannot be read")))
                    .orThrow();
        }
        return armored.startsWith(OPEN_PGP) ? openPgp(role, commit) : verdict(Kind.UNSUPPORTED, "", "");
    }

    /** A verdict, or why there can be none. */
    private record Judged(Optional<SignatureVerdict> verdict, Optional<GitRefusal> refusal) {

        Judged(SignatureVerdict verdict) {
            this(Optional.of(verdict), Optional.empty());
        }

        SignatureVerdict orThrow() throws GitRefusal {
            if (refusal.isPresent()) {
                throw refusal.get();
            }
            return verdict.orElseThrow();
        }
    }

    private Judged sshOrRefusal(Role role, SignedCommit commit, SshSignature signature) {
        try {
            return new Judged(ssh(role, commit, signature));
        } catch (GitRefusal e) {
            return new Judged(Optional.empty(), Optional.of(e));
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            return new Judged(verdict(Kind.BAD, "", "its key cannot be read"));
        }
    }

    private SignatureVerdict ssh(Role role, SignedCommit commit, SshSignature signature) throws GitRefusal {
        byte[] key = signature.key();
        String shown = SshSignature.fingerprint(key);
        if (!signature.namespace().equals(SshSignature.NAMESPACE)) {
            return verdict(Kind.WRONG_NAMESPACE, shown, signature.namespace());
        }
        String type = SshWire.typeOf(key);
        if (type.startsWith(SECURITY_KEY)) {
            return verdict(Kind.UNSUPPORTED, shown, type);
        }
        boolean isCertificate = SshWire.Certificate.isOne(key);
        Optional<SshWire.Certificate> certificate =
                isCertificate ? Optional.of(SshWire.Certificate.read(key)) : Optional.empty();
        if (certificate.isPresent() && !isInTime(certificate.get(), commit.committedAt())) {
            boolean isEarly = !hasBegun(certificate.get(), commit.committedAt()) || !hasBegun(certificate.get(), now);
            return verdict(
                    isEarly ? Kind.NOT_YET_VALID : Kind.EXPIRED,
                    shown,
                    "its certificate is not valid at all times from the commit until now");
        }
        JGitVerifier.require(GpgFormat.SSH);
        Optional<String> proven = verifier.key(GpgFormat.SSH, commit);
        if (proven.isEmpty() || (!isCertificate && !proven.get().equals(shown))) {
            return verdict(Kind.BAD, shown, "");
        }
        String fingerprint = proven.get();
        boolean isRevoked = revoked.contains(fingerprint)
                || revoked.contains(shown)
                || certificate
                        .filter(each -> revoked.contains(SshSignature.fingerprint(each.authority())))
                        .isPresent();
        if (isRevoked) {
            return verdict(Kind.REVOKED, fingerprint, "");
        }
        List<SignerLine> own = of(role, key);
        if (own.isEmpty()) {
            return stranger(
                    fingerprint,
                    lines.keySet().stream()
                            .filter(other -> !of(other, key).isEmpty())
                            .findFirst(),
                    certificate.flatMap(this::otherPrincipals).orElse(""));
        }
        if (role == Role.QA && (!of(Role.DEVELOPER, key).isEmpty() || isDevelopers(fingerprint, certificate))) {
            return verdict(Kind.DEVELOPERS_OWN, fingerprint, "");
        }
        return inTime(own, fingerprint, commit.committedAt());
    }

    /** Says so, if the host does know who made the certificate, but not for these people. */
    private Optional<String> otherPrincipals(SshWire.Certificate certificate) {
        return lines.values().stream()
                .flatMap(List::stream)
                .filter(line -> line.isAuthority() && Arrays.equals(line.key(), certificate.authority()))
                .findFirst()
                .map(line -> "its certificate is of "
                        + (certificate.principals().isEmpty() ? "nobody" : String.join(",", certificate.principals()))
                        + ", and its authority's count of " + String.join(",", line.principals()));
    }

    /** A certificate does not make a key somebody else's, and who has its authority's key could have made it. */
    private boolean isDevelopers(String fingerprint, Optional<SshWire.Certificate> certificate) {
        return lines.getOrDefault(Role.DEVELOPER, List.of()).stream()
                .filter(line -> !line.isAuthority())
                .map(line -> SshSignature.fingerprint(SshWire.plain(line.key())))
                .anyMatch(own -> own.equals(fingerprint)
                        || certificate
                                .filter(each -> own.equals(SshSignature.fingerprint(each.authority())))
                                .isPresent());
    }

    private List<SignerLine> of(Role role, byte[] key) {
        return lines.getOrDefault(role, List.of()).stream()
                .filter(line -> line.isOf(key))
                .toList();
    }

    /** A commit's date is what its author wrote, so that a key whose time is over must not sign with an older one. */
    private SignatureVerdict inTime(List<SignerLine> own, String fingerprint, Instant committedAt) {
        List<SignerLine> forCommits =
                own.stream().filter(SignerLine::isForCommits).toList();
        if (forCommits.isEmpty()) {
            return verdict(Kind.NOT_FOR_COMMITS, fingerprint, "");
        }
        for (SignerLine line : forCommits) {
            boolean isEarly = line.validAfter()
                    .filter(from -> committedAt.isBefore(from) || now.isBefore(from))
                    .isPresent();
            boolean isLate = line.validBefore()
                    .filter(until -> committedAt.isAfter(until) || now.isAfter(until))
                    .isPresent();
            if (!isEarly && !isLate) {
                return verdict(Kind.VALID, fingerprint, String.join(",", line.principals()));
            }
        }
        SignerLine line = forCommits.get(0);
        boolean isLate = line.validBefore()
                .filter(until -> committedAt.isAfter(until) || now.isAfter(until))
                .isPresent();
        return isLate
                ? verdict(
                        Kind.EXPIRED,
                        fingerprint,
                        "it was valid until " + line.validBefore().orElseThrow())
                : verdict(
                        Kind.NOT_YET_VALID,
                        fingerprint,
                        "it is valid from " + line.validAfter().orElseThrow()
                                + ", and the commit says that it was made at " + committedAt);
    }

    private boolean isInTime(SshWire.Certificate certificate, Instant committedAt) {
        return isInTime(certificate, committedAt.getEpochSecond()) && isInTime(certificate, now.getEpochSecond());
    }

    private static boolean hasBegun(SshWire.Certificate certificate, Instant time) {
        return Long.compareUnsigned(time.getEpochSecond(), certificate.validAfter()) >= 0;
    }

    private static boolean isInTime(SshWire.Certificate certificate, long seconds) {
        return Long.compareUnsigned(seconds, certificate.validAfter()) >= 0
                && Long.compareUnsigned(seconds, certificate.validBefore()) < 0;
    }

    private SignatureVerdict openPgp(Role role, SignedCommit commit) throws GitRefusal {
        // What verifies them need not be there then, such as for what a forge has signed when it merged.
        if (signers.values().stream().allMatch(each -> each.openPgp().isEmpty())) {
            return verdict(Kind.UNKNOWN_KEY, "", "it is a key of OpenPGP, of which the host names none");
        }
        JGitVerifier.require(GpgFormat.OPENPGP);
        Optional<SignatureVerification> found = verifier.verification(GpgFormat.OPENPGP, commit);
        if (found.isEmpty()) {
            return verdict(Kind.BAD, "", "");
        }
        String key = found.get().keyFingerprint();
        String user = found.get().keyUser();
        if (!found.get().verified()) {
            // Of a key that is not there JGit knows no user but the one that the signature names.
            boolean isThere = user != null
                    && (keyRing().has(key) || !OPEN_PGP_FINGERPRINT.matcher(key).matches());
            return isThere ? verdict(Kind.BAD, key, "") : verdict(Kind.UNKNOWN_KEY, key, OpenPgpKeyRing.missing());
        }
        if (keyRing().under(key).stream().anyMatch(revoked::contains)) {
            return verdict(Kind.REVOKED, key, "");
        }
        if (!hasOpenPgp(role, key)) {
            return stranger(
                    key,
                    signers.keySet().stream()
                            .filter(other -> hasOpenPgp(other, key))
                            .findFirst(),
                    relatives(key));
        }
        if (role == Role.QA && keyRing().with(key).stream().anyMatch(each -> hasOpenPgp(Role.DEVELOPER, each))) {
            return verdict(Kind.DEVELOPERS_OWN, key, "");
        }
        return keyRing()
                .fault(key, commit, now)
                .map(fault -> verdict(fault.kind(), key, fault.detail()))
                .orElseGet(() -> found.get().expired()
                        ? verdict(Kind.EXPIRED, key, "")
                        : verdict(Kind.VALID, key, String.valueOf(user)));
    }

    /** Read when it is needed, since it needs what is there only for OpenPGP. */
    private OpenPgpKeyRing keyRing() throws GitRefusal {
        if (keyRing.isEmpty()) {
            try {
                keyRing = Optional.of(OpenPgpKeyRing.ofUser());
            } catch (IOException | RuntimeException e) {
                throw new GitRefusal(
                        "The OpenPGP key ring of the agent's user cannot be read, so that nobody knows which"
                                + " keys are revoked or have expired: " + ErrorText.of(e));
            }
        }
        return keyRing.get();
    }

    private boolean hasOpenPgp(Role role, String key) {
        return signers.getOrDefault(role, SignerList.NONE).openPgp().contains(key);
    }

    /** Says so, if the host names another key that belongs to this one; else empty. */
    private String relatives(String key) throws GitRefusal {
        return keyRing().with(key).stream()
                .filter(each -> signers.keySet().stream().anyMatch(role -> hasOpenPgp(role, each)))
                .findFirst()
                .map(named -> "it belongs to " + named + ", which alone the host names")
                .orElse("");
    }

    private static SignatureVerdict stranger(String key, Optional<Role> other, String detail) {
        return other.map(role -> verdict(Kind.OTHER_ROLE, key, role.label()))
                .orElseGet(() -> verdict(Kind.UNKNOWN_KEY, key, detail));
    }

    private static SignatureVerdict verdict(Kind kind, String key, String detail) {
        return new SignatureVerdict(kind, key, detail);
    }
}
