package io.github.devopsagent.git.internal.setting;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.devopsagent.git.internal.message.GitRefusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Configuration files with what they include, where it is included. */
final class ConfigFiles {

    /** As many as git follows. */
    private static final int DEPTH = 10;

    private static final String INCLUDE = "include";
    private static final String INCLUDE_IF = "includeif";

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

    private List<GitSetting> read(Path file, int depth) throws IOException, GitRefusal {
        List<GitSetting> settings = new ArrayList<>();
        if (depth > DEPTH) {
            throw new GitRefusal(file
                    + " is included by itself. Look for its name in what git config --list --show-origin" + " prints.");
        }
        if (!Files.isRegularFile(file)) {
            return settings;
        }
        for (GitSetting setting : GitConfigText.read(new String(Files.readAllBytes(file), UTF_8), file.toString())) {
            settings.add(setting);
            if (isIncluding(setting, file)) {
                settings.addAll(read(included(setting.value(), file), depth + 1));
            }
        }
        return settings;
    }

    private boolean isIncluding(GitSetting setting, Path file) {
        if (!setting.name().equals("path")) {
            return false;
        }
        return setting.section().equals(INCLUDE)
                ? setting.subsection().isEmpty()
                : setting.section().equals(INCLUDE_IF) && conditions.holds(setting.subsection(), directory(file));
    }

    private Path included(String path, Path file) {
        return path.startsWith("~/")
                ? home.resolve(path.substring(2))
                : directory(file).resolve(path);
    }

    private static Path directory(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        return parent == null ? file.toAbsolutePath() : parent;
    }
}
