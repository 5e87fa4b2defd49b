package io.github.devopsagent.git.internal.setting;

import io.github.devopsagent.git.internal.message.GitRefusal;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;

/**
 * All that git reads about a repository, with what is included, by who says it. Git lets the later ones count for more.
 *
 * @param ofUser the system's and the user's
 * @param ofRepository that in the repository's own files
 * @param told that of the environment
 */
public record ConfigSources(SettingList ofUser, SettingList ofRepository, SettingList told) {

    /**
     * Reads the files anew.
     *
     * @param environment of the host's process or of a step
     */
    public static ConfigSources of(Repository repository, Map<String, String> environment)
            throws IOException, GitRefusal {
        Path home = home(repository.getFS());
        ConfigFiles files = new ConfigFiles(new IncludeCondition(repository, home), home);
        return new ConfigSources(
                new SettingList(read(files, filesOfUser(environment))),
                new SettingList(read(files, filesOf(repository))),
                new SettingList(files.withIncluded(EnvironmentSettings.of(environment))));
    }

    private static Path home(FS machine) {
        File home = machine.userHome();
        return home == null ? Path.of("/") : home.toPath().toAbsolutePath();
    }

    private static List<GitSetting> read(ConfigFiles files, List<Path> paths) throws IOException, GitRefusal {
        List<GitSetting> settings = new ArrayList<>();
        for (Path path : paths) {
            settings.addAll(files.read(path));
        }
        return settings;
    }

    /** The system's before the user's. */
    private static List<Path> filesOfUser(Map<String, String> environment) throws IOException {
        if (SystemReader.getInstance() instanceof LocatesAsGit reader) {
            return reader.files(environment);
        }
        List<Path> paths = new ArrayList<>();
        try {
            for (Config each = SystemReader.getInstance().getUserConfig(); each != null; each = each.getBaseConfig()) {
                if (each instanceof FileBasedConfig file && file.getFile() != null) {
                    paths.add(file.getFile().toPath());
                }
            }
        } catch (ConfigInvalidException e) {
            throw new IOException("The configuration of git cannot be read", e);
        }
        Collections.reverse(paths);
        return paths;
    }

    private static List<Path> filesOf(Repository repository) {
        File ofAll = new File(repository.getCommonDirectory(), "config");
        File ofThis = new File(repository.getDirectory(), "config.worktree");
        boolean both = repository.getConfig().getBoolean("extensions", "worktreeConfig", false);
        return Stream.of(ofAll, ofThis).limit(both ? 2 : 1).map(File::toPath).toList();
    }
}
