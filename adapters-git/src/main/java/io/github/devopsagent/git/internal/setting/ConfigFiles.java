package io.github.devopsagent.git.internal.setting;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.devopsagent.git.internal.message.GitRefusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Configuration files with what they include, where it is included. */
final class ConfigFiles {

    /** As many as git follows. */
    private static final int DEPTH = 10;

    private static final String INCLUDE = "include";

    private final IncludeCondition conditions;
    private final Path home;

    ConfigFiles(IncludeCondition conditions, Path home) {
        this.conditions = conditions;
        this.home = home;
    }

    /** Nothing if there is no such file. */
    List<GitSetting> read(Path file) throws IOException, GitRefusal {
        return read(file, 0);
    }

    /** Settings that stand in no file, each with what it includes. */
    List<GitSetting> withIncluded(List<GitSetting> settings) throws IOException, GitRefusal {
        return withIncluded(settings, Optional.empty(), 0);
    }

    private List<GitSetting> read(Path file, int depth) throws IOException, GitRefusal {
        if (depth > DEPTH) {
            throw new GitRefusal(file
                    + " is included by itself. Look for its name in what git config --list --show-origin" + " prints.");
        }
        return Files.isRegularFile(file)
                ? withIncluded(
                        GitConfigText.read(new String(Files.readAllBytes(file), UTF_8), file.toString()),
                        Optional.of(directory(file)),
                        depth)
                : List.of();
    }

    private List<GitSetting> withIncluded(List<GitSetting> settings, Optional<Path> directory, int depth)
            throws IOException, GitRefusal {
        List<GitSetting> all = new ArrayList<>();
        for (GitSetting setting : settings) {
            all.add(setting);
            if (setting.isIncluding() && holds(setting, directory)) {
                all.addAll(read(included(setting, directory), depth + 1));
            }
        }
        return all;
    }

    private boolean holds(GitSetting setting, Optional<Path> directory) throws GitRefusal {
        return setting.section().equals(INCLUDE) || conditions.holds(setting, directory);
    }

    private Path included(GitSetting setting, Optional<Path> directory) throws GitRefusal {
        String path = setting.value();
        if (path.startsWith("~/")) {
            return home.resolve(path.substring(2));
        }
        if (path.startsWith("~") || path.startsWith("%(")) {
            throw new GitRefusal(
                    setting.shown() + " includes '" + path
                            + "', and what that stands for is known to git alone. Write the path as it is, or with ~/ before it.");
        }
        if (directory.isEmpty() && !Path.of(path).isAbsolute()) {
            throw new GitRefusal(setting.shown() + " includes '" + path
                    + "', which is relative to no file, so that git stops at it. Write the whole path.");
        }
        return directory.map(base -> base.resolve(path)).orElseGet(() -> Path.of(path));
    }

    private static Path directory(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        return parent == null ? file.toAbsolutePath() : parent;
    }
}
