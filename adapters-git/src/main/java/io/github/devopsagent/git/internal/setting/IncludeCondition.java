package io.github.devopsagent.git.internal.setting;

import io.github.devopsagent.git.internal.message.GitRefusal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.ConfigConstants;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Repository;

/** Where {@code includeIf} holds: of what the repository is, JGit looks at nothing. */
final class IncludeCondition {

    private static final Pattern PART =
            Pattern.compile("\\*\\*/|\\*\\*|\\*|\\?|\\[[!^]?\\]?[^\\]/]*\\]|\\\\.|[^*?\\[\\\\]+|.");

    private final Repository repository;
    private final Path home;

    IncludeCondition(Repository repository, Path home) {
        this.repository = repository;
        this.home = home;
    }

    /** @param directory of the file that says it; empty if none does */
    boolean holds(GitSetting setting, Optional<Path> directory) throws GitRefusal {
        String condition = setting.subsection();
        int colon = condition.indexOf(':');
        String what = colon < 0 ? condition : condition.substring(0, colon);
        String pattern = condition.substring(colon + 1);
        if (what.startsWith("gitdir") && pattern.startsWith("./") && directory.isEmpty()) {
            throw new GitRefusal(
                    setting.shown() + " is relative to no file, so that git stops at it. Write the whole path.");
        }
        return switch (what) {
            case "gitdir" -> isGitDirectory(pattern, directory, false);
            case "gitdir/i" -> isGitDirectory(pattern, directory, true);
            case "onbranch" -> isBranch(pattern);
            case "hasconfig" -> hasRemote(pattern);
            default -> false;
        };
    }

    private boolean isGitDirectory(String pattern, Optional<Path> directory, boolean anyCase) {
        String whole = pattern.startsWith("~/")
                ? home + pattern.substring(1)
                : pattern.startsWith("./")
                        ? directory.map(Path::toString).orElse("") + pattern.substring(1)
                        : pattern.startsWith("/") ? pattern : "**/" + pattern;
        return gitDirectories().anyMatch(each -> matches(whole, each.toString(), anyCase));
    }

    private Stream<Path> gitDirectories() {
        Path named = repository.getDirectory().toPath().toAbsolutePath().normalize();
        try {
            return Stream.of(named, named.toRealPath());
        } catch (IOException e) {
            return Stream.of(named);
        }
    }

    private boolean isBranch(String pattern) {
        try {
            String branch = repository.getFullBranch();
            return branch != null
                    && branch.startsWith(Constants.R_HEADS)
                    && matches(pattern, Repository.shortenRefName(branch), false);
        } catch (IOException e) {
            return false;
        }
    }

    private boolean hasRemote(String what) {
        String remote = "remote.*.url:";
        return what.startsWith(remote)
                && repository.getConfig().getSubsections(ConfigConstants.CONFIG_REMOTE_SECTION).stream()
                        .flatMap(name -> List.of(repository
                                        .getConfig()
                                        .getStringList(ConfigConstants.CONFIG_REMOTE_SECTION, name, "url"))
                                .stream())
                        .anyMatch(url -> matches(what.substring(remote.length()), url, false));
    }

    /** As git matches: one star stays within a directory, two do not. */
    private static boolean matches(String pattern, String text, boolean anyCase) {
        Matcher part = PART.matcher(pattern.endsWith("/") ? pattern + "**" : pattern);
        StringBuilder regex = new StringBuilder();
        while (part.find()) {
            regex.append(
                    switch (part.group()) {
                        case "**/" -> "(?:.*/)?";
                        case "**" -> ".*";
                        case "*" -> "[^/]*";
                        case "?" -> "[^/]";
                        default -> ofCharacters(part.group());
                    });
        }
        return Pattern.compile(regex.toString(), anyCase ? Pattern.CASE_INSENSITIVE : 0)
                .matcher(text)
                .matches();
    }

    private static String ofCharacters(String part) {
        if (part.startsWith("\\") && part.length() == 2) {
            return Pattern.quote(part.substring(1));
        }
        if (part.length() < 3 || !part.startsWith("[")) {
            return Pattern.quote(part);
        }
        boolean except = part.charAt(1) == '!' || part.charAt(1) == '^';
        String characters = part.substring(except ? 2 : 1, part.length() - 1)
                .replace("\\", "\\\\")
                .replace("[", "\\[")
                .replace("]", "\\]")
                .replace("^", "\\^")
                .replace("&", "\\&");
        return "(?!/)[" + (except ? "^" : "") + characters + "]";
    }
}
