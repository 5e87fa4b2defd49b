package io.github.devopsagent.git.internal.ssh;

import io.github.devopsagent.git.internal.message.GitRefusal;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.jgit.transport.SshSessionFactory;
import org.eclipse.jgit.util.FS;

/** What speaks SSH in this process: JGit's module for it, or what the host has set for the whole JVM. */
final class InProcessSsh {

    static final String ARTIFACT = "org.eclipse.jgit:org.eclipse.jgit.ssh.apache";

    /** Without it, Apache MINA SSHD leaves keys of this kind out. */
    static final String ED25519 = "org.bouncycastle:bcprov-jdk18on (for ed25519 keys)";

    private static final String MODULE = "org.eclipse.jgit.transport.sshd.";
    private static final String SECURITY = "org.apache.sshd.common.util.security.SecurityUtils";

    private final SshSessionFactory factory;

    InProcessSsh(SshSessionFactory factory) {
        this.factory = factory;
    }

    /** JGit's own may be on the class path only so that signatures can be verified. */
    boolean isOfTheHost() {
        return !factory.getClass().getName().startsWith(MODULE);
    }

    private boolean speaksEd25519() {
        if (isOfTheHost()) {
            return true;
        }
        Class<?> type = factory.getClass();
        try {
            Object answer = Class.forName(SECURITY, true, type.getClassLoader())
                    .getMethod("isEDDSACurveSupported")
                    .invoke(null);
            return Boolean.TRUE.equals(answer);
        } catch (ReflectiveOperationException | LinkageError e) {
            // Another version, which this cannot be asked of.
            return true;
        }
    }

    /** Not if all keys that lie where they are looked for by default are of a kind that it cannot use. */
    void requireKeys() throws GitRefusal {
        File home = FS.DETECTED.userHome();
        if (speaksEd25519() || home == null) {
            return;
        }
        Path directory = home.toPath().resolve(".ssh");
        Path key = directory.resolve("id_ed25519");
        boolean others = Stream.of("id_rsa", "id_ecdsa", "id_dsa", "config")
                .map(directory::resolve)
                .anyMatch(Files::exists);
        if (Files.exists(key) && !others) {
            throw new GitRefusal("is reached by SSH with the key " + key + ", and what speaks SSH in this process ("
                    + ARTIFACT + ") cannot use ed25519 keys without "
                    + List.of(ED25519.split(" ")).get(0)
                    + ". Add that to the class path, or install OpenSSH's client");
        }
    }
}
