package io.github.devopsagent.git.internal.repository;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;

/**
 * The values of {@code safe.directory} from where git takes them: the system's configuration, the user's, and the
 * environment; never the repository's own, whose owner is the one in question.
 *
 * @param values in this order
 */
record SafeDirectories(List<String> values) {

    private static final String KEY = "safe.directory";
    private static final String BELOW = "/*";

    SafeDirectories {
        values = List.copyOf(values);
    }

    static SafeDirectories of(SystemReader system) throws IOException {
        try {
            List<String> values = new ArrayList<>();
            for (String value : system.getUserConfig().getStringList("safe", null, "directory")) {
                // As JGit reads an empty value.
                values.add(Objects.requireNonNullElse(value, ""));
            }
            values.addAll(fromEnvironment(system));
            return new SafeDirectories(values);
        } catch (ConfigInvalidException e) {
            throw new IOException("the git configuration cannot be read", e);
        }
    }

    private static List<String> fromEnvironment(SystemReader system) {
        List<String> values = new ArrayList<>();
        String key = system.getenv("GIT_CONFIG_KEY_0");
        for (int i = 1; key != null && i <= count(system); i++) {
            String value = system.getenv("GIT_CONFIG_VALUE_" + (i - 1));
            if (key.equalsIgnoreCase(KEY) && value != null) {
                values.add(value);
            }
            key = system.getenv("GIT_CONFIG_KEY_" + i);
        }
        return values;
    }

    private static int count(SystemReader system) {
        String count = Optional.ofNullable(system.getenv("GIT_CONFIG_COUNT")).orElse("");
        return count.matches("[0-9]{1,6}") ? Integer.parseInt(count) : 0;
    }

    /** Whether a work tree is among them; an empty value takes back all before it. */
    boolean contain(Path root) throws IOException {
        boolean safe = false;
        for (String value : values) {
            safe = !value.isEmpty() && (safe || matches(value, root.toRealPath()));
        }
        return safe;
    }

    private static boolean matches(String value, Path root) throws IOException {
        if (value.equals("*")) {
            return true;
        }
        if (value.endsWith(BELOW)) {
            Path parent = path(value.substring(0, value.length() - BELOW.length() + 1));
            return root.startsWith(parent) && !root.equals(parent);
        }
        return root.equals(path(value));
    }

    private static Path path(String value) throws IOException {
        Path path =
                value.startsWith("~/") ? FS.DETECTED.userHome().toPath().resolve(value.substring(2)) : Path.of(value);
        return Files.exists(path) && path.isAbsolute() ? path.toRealPath() : path;
    }
}
