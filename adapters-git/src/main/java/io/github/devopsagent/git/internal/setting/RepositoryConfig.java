package io.github.devopsagent.git.internal.setting;

import io.github.devopsagent.git.internal.message.GitRefusal;
import io.github.devopsagent.git.internal.process.StepFileSystem;
import java.io.IOException;
import java.util.Map;
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
            Map<String, String> environment = StepFileSystem.environment(repository.getFS());
            ConfigSources read = ConfigSources.of(repository, environment);
            user.fromText(usualAttributes(environment) + read.ofUser().text());
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

    /** JGit reads none that no configuration names. */
    private static String usualAttributes(Map<String, String> environment) {
        return UserFiles.of(environment::get)
                .attributes()
                .map(file -> new GitSetting("core", "", "attributesFile", file.toString(), "git's default").text())
                .orElse("");
    }
}
