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
 * @param attributes the file of attributes, unless the configuration names another one; need not exist
 */
record UserFiles(Optional<Path> home, List<Path> configurations, Optional<Path> attributes) {

    public UserFiles {
        configurations = List.copyOf(configurations);
    }

    /** @param environment the value of a variable, null if there is none */
    static UserFiles of(UnaryOperator<@Nullable String> environment) {
        Optional<Path> home = path(environment.apply("HOME")).or(UserFiles::ofAccount);
        Optional<Path> git = path(environment.apply("XDG_CONFIG_HOME"))
                .or(() -> home.map(directory -> directory.resolve(".config")))
                .map(directory -> directory.resolve("git"));
        Optional<Path> attributes = git.map(directory -> directory.resolve("attributes"));
        String named = environment.apply("GIT_CONFIG_GLOBAL");
        if (named != null) {
            return new UserFiles(home, path(named).stream().toList(), attributes);
        }
        List<Path> files = new ArrayList<>();
        git.ifPresent(directory -> files.add(directory.resolve("config")));
        home.ifPresent(directory -> files.add(directory.resolve(".gitconfig")));
        return new UserFiles(home, files, attributes);
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
