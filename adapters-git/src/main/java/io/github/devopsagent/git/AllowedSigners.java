package io.github.devopsagent.git;

import io.github.devopsagent.git.internal.signature.SignerList;
import java.nio.file.Path;
import java.util.List;

/**
 * Whose signatures count for a role, as the host says: SSH keys in the format of git's allowed-signers files, and OpenPGP
 * keys by their fingerprints.
 *
 * <pre>{@code
 * AllowedSigners.of("qa@example.org namespaces=\"git\" ssh-ed25519 AAAA…")
 *         .and(AllowedSigners.openPgp("3F1A 32EA 068B 26D4 1E89  3413 0822 6BF0 69EF BD0F"));
 * }</pre>
 *
 * <p>Instances are immutable.
 */
public final class AllowedSigners {

    private final SignerList list;

    private AllowedSigners(SignerList list) {
        this.list = list;
    }

    /**
     * SSH keys, as a text in the format that ssh-keygen describes under "ALLOWED SIGNERS": principals, the options {@code
     * namespaces}, {@code valid-after}, {@code valid-before} and {@code cert-authority}, and the public key.
     *
     * @param lines one key a line
     * @return the signers
     * @throws IllegalArgumentException if a line cannot be read; the message says which. If there is no key
     */
    public static AllowedSigners of(String lines) {
        return new AllowedSigners(SignerList.of(lines));
    }

    /**
     * SSH keys, from a file in the same format, which is read whenever it is decided. A file in a work tree of the
     * repository, in its git directory, in the consensus directory or in the run's working directory is refused then, since
     * whoever is judged could write it; so is one to which a symbolic link there leads, and one without a key where no other is named for the role.
     *
     * @param file a relative path is resolved now
     * @return the signers
     */
    public static AllowedSigners at(Path file) {
        return new AllowedSigners(SignerList.at(file));
    }

    /**
     * OpenPGP keys, whose public halves are in the key ring of the agent's user ({@code GNUPGHOME}, {@code ~/.gnupg}). A
     * signature of a subkey is of that key: name its fingerprint. A key that has expired by now or is revoked in the key ring,
     * itself or its primary key, does not count, whenever it signed; {@link #revoking} takes others away.
     *
     * @param fingerprints in full, 40 or 64 hex digits; blanks are passed over
     * @return the signers
     * @throws IllegalArgumentException if one is no fingerprint
     */
    public static AllowedSigners openPgp(String... fingerprints) {
        return new AllowedSigners(SignerList.ofOpenPgp(List.of(fingerprints)));
    }

    /**
     * The signers of two lists, such as keys of SSH and of OpenPGP.
     *
     * @param others further signers
     * @return all of them
     */
    public AllowedSigners and(AllowedSigners others) {
        return new AllowedSigners(list.and(others.list));
    }

    /**
     * The same signers, without keys that may no longer sign, whenever they did, and whoever has them.
     *
     * @param keys each a line with a public key of SSH, or a fingerprint: {@code SHA256:…}, or that of an OpenPGP key
     * @return the signers
     * @throws IllegalArgumentException if one is neither
     */
    public AllowedSigners revoking(String... keys) {
        return new AllowedSigners(list.revoking(List.of(keys)));
    }

    SignerList list() {
        return list;
    }
}
