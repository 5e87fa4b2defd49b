package io.github.devopsagent.git.internal.signature;

/**
 * What a commit's signature is worth for an approval.
 *
 * @param kind which it is
 * @param key the fingerprint of the key; empty if none is known
 * @param detail what belongs to the kind: who may use the key, the date, the other role; may be empty
 */
public record SignatureVerdict(Kind kind, String key, String detail) {

    /** What a signature is worth. */
    public enum Kind {
        /** It is of a key that the role may use, and of the commit as it is. */
        VALID,
        /** There is none. */
        NONE,
        /** It is of another kind than SSH's and OpenPGP's, or of a kind of key that JGit does not verify. */
        UNSUPPORTED,
        /** It is not of the commit as it is, or broken. */
        BAD,
        /** It was made for something else than a commit. */
        WRONG_NAMESPACE,
        /** Nobody whom the host named may use the key. */
        UNKNOWN_KEY,
        /** Another role may use the key. */
        OTHER_ROLE,
        /** The host, or the key ring, names the key as revoked. */
        REVOKED,
        /** The time of the key, or of the signature, is over. */
        EXPIRED,
        /** The key's time has not come. */
        NOT_YET_VALID,
        /** The role may use the key, but not for commits. */
        NOT_FOR_COMMITS,
        /** The key is the developer's, too. */
        DEVELOPERS_OWN
    }
}
