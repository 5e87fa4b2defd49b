package io.github.devopsagent.git.internal.setting;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Where git looks for what is the user's. Java's {@code user.home} is no place of git's: it is that of the account, whatever
 * {@code HOME} says.
 *
 * @param home what {@code ~} stands for; empty if git would know none
 * @param configurations the configuration files, need not exist; a later one counts for more
 */
record UserFiles(Optional<Path> home, List<Path> configurations) {

    public UserFiles {
        configurations = List.copyOf(configurations);
    }

    /** @param environment the value of a variable, null if there is none */
    static UserFiles of(UnaryOperator<@Nullable String> environment) {
        Optional<Path> home = path(environment.apply("HOME")).or(UserFiles::ofAccount);
        String named = environment.apply("GIT_CONFIG_GLOBAL");
        if (named != null) {
            return new UserFiles(home, path(named).stream().toList());
        }
        List<Path> files = new ArrayList<>();
        path(environment.apply("XDG_CONFIG_HOME"))
                .or(() -> home.map(directory -> directory.resolve(".config")))
                .ifPresent(directory -> files.add(directory.resolve("git").resolve("config")));
        home.ifPresent(directory -> files.add(directory.resolve(".gitconfig")));
        return new UserFiles(home, files);
    }

    /** Git for Windows sets {@code HOME} itself. */
    private static Optional<Path> ofAccount() {
        return System.getProperty("os.name", "").startsWith("Windows")
                ? path(System.getProperty("user.home"))
                : Optional.empty();
    }

    private static Optional<Path> path(@Nullable String name) {
        return Optional.ofNullable(name)
                .filter(text -> !text.isEmpty())
                .map(Path::of)
                .map(Path::toAbsolutePath);
    }
}
