package io.github.devopsagent.git.internal.setting;

import io.github.devopsagent.git.internal.message.GitRefusal;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;

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
        Path home = home(repository.getFS());
        ConfigFiles files = new ConfigFiles(new IncludeCondition(repository, home), home);
        SettingList ofUser = new SettingList(read(files, filesOfUser()));
        SettingList own = new SettingList(read(files, filesOf(repository)));
        SettingList told = new SettingList(ofEnvironment(environment));
        return repositoryTrusted
                ? new GitSettings(ofUser.and(own).and(told), new SettingList(List.of()))
                : new GitSettings(ofUser.and(told), own);
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
    private static List<Path> filesOfUser() throws IOException {
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

    /** What {@code GIT_CONFIG_COUNT} announces. */
    private static List<GitSetting> ofEnvironment(Map<String, String> environment) {
        String count = environment.getOrDefault("GIT_CONFIG_COUNT", "");
        return IntStream.range(0, count.matches("[0-9]{1,4}") ? Integer.parseInt(count) : 0)
                .boxed()
                .flatMap(i -> ofEnvironment(
                        environment.getOrDefault("GIT_CONFIG_KEY_" + i, ""),
                        environment.getOrDefault("GIT_CONFIG_VALUE_" + i, ""),
                        "GIT_CONFIG_KEY_" + i))
                .toList();
    }

    private static Stream<GitSetting> ofEnvironment(String key, String value, String origin) {
        int first = key.indexOf('.');
        int last = key.lastIndexOf('.');
        return first <= 0
                ? Stream.of()
                : Stream.of(new GitSetting(
                        key.substring(0, first).toLowerCase(Locale.ROOT),
                        first < last ? key.substring(first + 1, last) : "",
                        key.substring(last + 1).toLowerCase(Locale.ROOT),
                        value,
                        "the environment (" + origin + ")"));
    }
}
