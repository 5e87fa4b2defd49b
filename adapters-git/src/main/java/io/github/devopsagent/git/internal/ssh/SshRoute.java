package io.github.devopsagent.git.internal.ssh;

import io.github.devopsagent.git.internal.message.GitRefusal;
import io.github.devopsagent.git.internal.process.InheritedEnvironment;
import io.github.devopsagent.git.internal.setting.GitSetting;
import io.github.devopsagent.git.internal.setting.GitSettings;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.transport.SshSessionFactory;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.util.SystemReader;

/**
 * By what SSH is spoken: what the environment or git's configuration names, as git does; else what is in this process; else
 * {@code ssh}. Found out without starting anything.
 */
public final class SshRoute {

    private static final String SSH = "ssh";

    private final GitSettings settings;
    private final Map<String, String> environment;
    private final Optional<InProcessSsh> inProcess;

    SshRoute(GitSettings settings, Map<String, String> environment, Optional<InProcessSsh> inProcess) {
        this.settings = settings;
        this.environment = Map.copyOf(environment);
        this.inProcess = inProcess;
    }

    public static SshRoute of(GitSettings settings, Map<String, String> environment) {
        return new SshRoute(
                settings,
                environment,
                Optional.ofNullable(SshSessionFactory.getInstance()).map(InProcessSsh::new));
    }

    /** The program; empty if JGit itself does it: by {@code GIT_SSH}, or by what is in this process. */
    public Optional<SshCommand> command() throws GitRefusal {
        Optional<SshCommand> configured = configured();
        if (configured.isPresent()) {
            return configured;
        }
        if (isByGitSsh()) {
            return Optional.empty();
        }
        requireNothingIgnored();
        boolean there = InheritedEnvironment.has(environment, SSH);
        if (inProcess.isPresent() && (inProcess.get().isOfTheHost() || !there)) {
            inProcess.get().requireKeys();
            return Optional.empty();
        }
        if (there) {
            return Optional.of(new SshCommand(SSH, SshVariant.SSH, "PATH"));
        }
        throw new GitRefusal(
                "is reached by SSH, for which there is nothing here: no ssh in PATH, and no session factory in"
                        + " this process. Install OpenSSH's client, or add " + InProcessSsh.ARTIFACT + " and "
                        + InProcessSsh.ED25519
                        + " to the class path, or set an SshSessionFactory with GitAdapter.transport(…)");
    }

    private Optional<SshCommand> configured() {
        Optional<String> variant = Optional.ofNullable(environment.get("GIT_SSH_VARIANT"))
                .or(() -> settings.honoured().last(SSH, "variant").map(GitSetting::value));
        return Optional.ofNullable(environment.get("GIT_SSH_COMMAND"))
                .filter(command -> !command.isBlank())
                .map(command -> SshCommand.of(command, variant, "GIT_SSH_COMMAND"))
                .or(() -> settings.honoured()
                        .last("core", "sshCommand")
                        .filter(setting -> !setting.value().isBlank())
                        .map(setting -> SshCommand.of(setting.value(), variant, setting.shown())));
    }

    private static boolean isByGitSsh() {
        return SystemReader.getInstance().getenv("GIT_SSH") != null;
    }

    private void requireNothingIgnored() throws GitRefusal {
        Optional<GitSetting> own = settings.ignored().last("core", "sshCommand");
        if (own.isPresent()) {
            throw new GitRefusal(
                    "is reached by SSH with a command that the repository itself names, and that is not run: "
                            + own.get().shown()
                            + ". Who writes to the repository would decide what runs here. Put it into the"
                            + " user's configuration (git config --global core.sshCommand …) or into GIT_SSH_COMMAND, or let the"
                            + " host allow it with GitAdapter.trustingRepositoryConfiguration()"
                            + " (--git-trust-configuration on the command line)");
        }
    }

    /** A host or path that a program would take for an option is refused, as git does. */
    public static void requirePlain(URIish url) throws GitRefusal {
        for (String part : new String[] {url.getUser(), url.getHost(), url.getPath()}) {
            if (part != null && part.startsWith("-")) {
                throw new GitRefusal("has a URL whose user, host or path begins with '-', which ssh would take for an"
                        + " option. Correct its URL");
            }
        }
    }
}
