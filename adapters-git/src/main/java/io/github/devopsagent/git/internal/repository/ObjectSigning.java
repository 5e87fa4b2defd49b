package io.github.devopsagent.git.internal.repository;

import io.github.devopsagent.git.internal.message.ErrorText;
import io.github.devopsagent.git.internal.message.GitRefusal;
import io.github.devopsagent.git.internal.setting.GitSetting;
import io.github.devopsagent.git.internal.setting.GitSettings;
import java.io.IOException;
import java.util.Optional;
import org.eclipse.jgit.api.errors.CanceledException;
import org.eclipse.jgit.api.errors.UnsupportedSigningFormatException;
import org.eclipse.jgit.lib.GpgConfig;
import org.eclipse.jgit.lib.ObjectBuilder;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.Signer;
import org.eclipse.jgit.lib.Signers;
import org.eclipse.jgit.lib.TagBuilder;
import org.eclipse.jgit.transport.CredentialsProvider;

/** Signatures that git's configuration demands. JGit signs only with what the host application brings for it. */
public final class ObjectSigning {

    private static final String KEY_COMMAND = "defaultkeycommand";

    private final OpenWorkTree tree;
    private final Repository repository;
    private final GpgConfig config;

    public ObjectSigning(OpenWorkTree tree) {
        this.tree = tree;
        this.repository = tree.repository();
        this.config = new GpgConfig(repository.getConfig());
    }

    public boolean isOfTags() {
        return config.isSignAllTags() || config.isSignAnnotated();
    }

    public boolean isOfCommits() {
        return config.isSignCommits();
    }

    /**
     * Has no command run that the repository itself names: who writes to its configuration would decide what runs here. JGit
     * runs this one alone where no key is set.
     */
    public void requireNoOwnCommand() throws IOException, GitRefusal {
        String command = config.getSshDefaultKeyCommand();
        if (config.getKeyFormat() != GpgConfig.GpgFormat.SSH || config.getSigningKey() != null || command == null) {
            return;
        }
        GitSettings settings = GitSettings.of(repository, tree.environment(), tree.isRepositoryTrusted());
        boolean isHonoured = settings.honoured()
                .last("gpg", "ssh", KEY_COMMAND)
                .filter(setting -> setting.value().equals(command))
                .isPresent();
        Optional<GitSetting> own = settings.ignored().last("gpg", "ssh", KEY_COMMAND);
        if (!isHonoured && own.isPresent()) {
            throw new GitRefusal("Git's configuration demands a signature (gpgsign), and the repository itself names a"
                    + " command that says with which key, which is not run: "
                    + own.get().shown()
                    + ". Put it or user.signingKey into the user's configuration, or let the host allow it with"
                    + " GitAdapter.trustingRepositoryConfiguration()"
                    + " (--git-trust-configuration on the command line)");
        }
    }

    public void sign(ObjectBuilder object, PersonIdent signatory) throws IOException, GitRefusal {
        requireNoOwnCommand();
        String unset = object instanceof TagBuilder
                ? "git config tag.gpgsign false && git config tag.forceSignAnnotated false"
                : "git config commit.gpgsign false";
        Signer signer = Optional.ofNullable(Signers.get(config.getKeyFormat()))
                .orElseThrow(
                        () -> new GitRefusal("Git's configuration demands a signature (gpgsign), but nothing in this"
                                + " process can make one of format "
                                + config.getKeyFormat().toConfigValue()
                                + ". " + remedy(config.getKeyFormat()) + unset));
        String key = config.getSigningKey();
        CredentialsProvider credentials = SilentCredentials.ofProcess().orElse(null);
        try {
            if (!signer.canLocateSigningKey(repository, config, signatory, key, credentials)) {
                throw new GitRefusal("Git's configuration demands a signature (gpgsign), but there is no signing key "
                        + (key == null ? "for " + signatory.getEmailAddress() : key)
                        + ". Set user.signingKey, or run: " + unset);
            }
            signer.signObject(repository, config, object, signatory, key, credentials);
        } catch (CanceledException | UnsupportedSigningFormatException e) {
            throw new GitRefusal("The signature that git's configuration demands (gpgsign) failed: " + ErrorText.of(e));
        }
    }

    /** Which of JGit's own artifacts has a signer; the command follows. */
    static String remedy(GpgConfig.GpgFormat format) {
        return switch (format) {
            case OPENPGP -> "Add org.eclipse.jgit.gpg.bc to the class path, or run: ";
            case SSH -> "Add org.eclipse.jgit.ssh.apache to the class path, or run: ";
            case X509 -> "JGit has none for it; run: ";
        };
    }
}
