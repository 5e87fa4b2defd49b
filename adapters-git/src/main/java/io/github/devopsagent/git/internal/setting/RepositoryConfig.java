package io.github.devopsagent.git.internal.setting;

import io.github.devopsagent.git.internal.message.GitRefusal;
import io.github.devopsagent.git.internal.process.StepFileSystem;
import java.io.IOException;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/**
 * Gives JGit the configuration that git would have: with {@code includeIf}, {@code config.worktree}, the environment's
 * {@code GIT_CONFIG_COUNT}, and the user's files where git looks for them. JGit reads none of that by itself.
 */
public final class RepositoryConfig {

    private RepositoryConfig() {}

    /** In this process's copy of the configuration only. */
    public static Repository open(FileRepositoryBuilder builder) throws IOException, GitRefusal {
        SettledConfig user = new SettledConfig();
        Repository repository = QuietSystemReader.build(builder, user);
        try {
            ConfigSources read = ConfigSources.of(repository, StepFileSystem.environment(repository.getFS()));
            user.fromText(read.ofUser().text());
            repository
                    .getConfig()
                    .fromText(read.ofRepository().text() + read.told().text());
            return repository;
        } catch (ConfigInvalidException e) {
            repository.close();
            throw new IOException("The configuration of " + repository.getDirectory() + " cannot be read", e);
        } catch (IOException | RuntimeException | GitRefusal e) {
            repository.close();
            throw e;
        }
    }
}
