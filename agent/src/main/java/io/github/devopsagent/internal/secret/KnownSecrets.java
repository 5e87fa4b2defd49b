package io.github.devopsagent.internal.secret;

/** The secrets of a run, of which there may be more as it goes on. */
public interface KnownSecrets {

    /** Masks those that are known by now. */
    SecretMask mask();

    /** Takes what an executor says is a secret. */
    void learn(String secret);
}
