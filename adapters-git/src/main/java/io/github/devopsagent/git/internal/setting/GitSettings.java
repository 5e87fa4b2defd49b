package io.github.devopsagent.git.internal.setting;

import io.github.devopsagent.git.internal.message.GitRefusal;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.lib.Repository;

/**
 * What git's configuration says about how remotes are reached. A repository is what others write: what it says there can
 * start any command, so that only the host can have it honoured.
 *
 * @param honoured what the system, the user and the environment say, and the repository if it is trusted
 * @param ignored what the repository says, unless it is trusted
 */
public record GitSettings(SettingList honoured, SettingList ignored) {

    /** Where nothing of it matters. */
    public static final GitSettings NONE = new GitSettings(new SettingList(List.of()), new SettingList(List.of()));

    /**
     * Reads the files anew.
     *
     * @param environment of the host's process or of a step
     * @param repositoryTrusted whether what the repository's own files say counts, too
     */
    public static GitSettings of(Repository repository, Map<String, String> environment, boolean repositoryTrusted)
            throws IOException, GitRefusal {
        ConfigSources read = ConfigSources.of(repository, environment);
        return repositoryTrusted
                ? new GitSettings(read.ofUser().and(read.ofRepository()).and(read.told()), new SettingList(List.of()))
                : new GitSettings(read.ofUser().and(read.told()), read.ofRepository());
    }
}
