package io.github.devopsagent.git.internal.lock;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jgit.lib.Repository;

/**
 * The living processes that may hold a lock of a repository: those that have its file open, and each git that is not
 * known to work elsewhere, since git closes a lock's file before it lets the ref go there. In doubt, one may.
 *
 * <p>Processes of other machines and containers are not seen.
 */
final class LockHolders {

    private static final Path PROCESSES = Path.of("/proc");
    private static final Path THIS = PROCESSES.resolve("self");
    private static final String OWNER = "unix:uid";
    private static final String GIT = "git";

    /** How git is told to work in another repository than that of its directory: in a variable or a word. */
    private static final Pattern TOLD = Pattern.compile("(?:^|\0)(?:GIT_DIR=|GIT_COMMON_DIR=|--git-dir[=\0])([^\0]*)");

    private final Repository repository;

    LockHolders(Repository repository) {
        this.repository = repository;
    }

    boolean mayHold(Path lock) throws IOException {
        if (!Files.exists(THIS.resolve("fd"))) {
            return ProcessHandle.allProcesses()
                    .anyMatch(process -> process.info().command().stream().anyMatch(LockHolders::isGit));
        }
        // What another user's process has made belongs to that user.
        Object user = Files.getAttribute(THIS, OWNER);
        if (!Files.getAttribute(lock, OWNER).equals(user)) {
            return true;
        }
        Optional<Object> key = key(lock);
        List<Path> directories = directories();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROCESSES, "[0-9]*")) {
            for (Path process : processes) {
                if (mayHold(process, user, key, directories)) {
                    return true;
                }
            }
            return false;
        }
    }

    private static boolean mayHold(Path process, Object user, Optional<Object> key, List<Path> directories) {
        try {
            return Files.getAttribute(process, OWNER).equals(user)
                    && (hasOpen(process, key) || (isLivingGit(process) && isIn(process, directories)));
        } catch (IOException e) {
            // It has ended, or nobody may look at it.
            return isLivingGit(process);
        }
    }

    private static boolean hasOpen(Path process, Optional<Object> key) {
        try (DirectoryStream<Path> open = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path each : open) {
                if (key.isPresent() && key(each).equals(key)) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            // Nobody may look at what it has open; a git is found by its name.
            return false;
        }
    }

    private static Optional<Object> key(Path file) {
        try {
            return Optional.ofNullable(Files.getAttribute(file, "basic:fileKey"));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** One that has ended, and for whose end nobody has asked yet, holds nothing. */
    private static boolean isLivingGit(Path process) {
        try {
            String state = text(process, "stat").replaceAll("(?s).*\\) ", "");
            return isGit(text(process, "comm")) && !state.startsWith("Z") && !state.startsWith("X");
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isGit(String command) {
        return new File(command.strip()).getName().toLowerCase(Locale.ROOT).contains(GIT);
    }

    private static boolean isIn(Path process, List<Path> directories) throws IOException {
        Path directory = Files.readSymbolicLink(process.resolve("cwd"));
        if (isBelow(directory, directories)) {
            return true;
        }
        Matcher told = TOLD.matcher(text(process, "environ") + "\0" + text(process, "cmdline"));
        return told.results()
                .map(each -> Path.of(each.group(1)))
                .anyMatch(each -> mayBeIn(directory, each, directories));
    }

    private static boolean mayBeIn(Path directory, Path told, List<Path> directories) {
        try {
            return isBelow(directory.resolve(told).toRealPath(), directories);
        } catch (IOException e) {
            // A relative one may have been told before git went to another directory; an absolute one leads nowhere any
            // more.
            return !told.isAbsolute();
        }
    }

    private static boolean isBelow(Path directory, List<Path> directories) {
        return directories.stream().anyMatch(directory::startsWith);
    }

    private static String text(Path process, String name) throws IOException {
        return new String(Files.readAllBytes(process.resolve(name)), ISO_8859_1);
    }

    /** In which git works when it works in this repository. */
    private List<Path> directories() throws IOException {
        List<Path> directories = new ArrayList<>();
        Path common = repository.getCommonDirectory().toPath().toRealPath();
        directories.add(common);
        if (common.endsWith(".git")) {
            directories.add(common.resolveSibling("").toRealPath());
        }
        directories.add(repository.getDirectory().toPath().toRealPath());
        directories.add(repository.getWorkTree().toPath().toRealPath());
        directories.addAll(linkedWorkTrees(common.resolve("worktrees")));
        return directories;
    }

    private static List<Path> linkedWorkTrees(Path registered) throws IOException {
        List<Path> trees = new ArrayList<>();
        if (Files.isDirectory(registered)) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(registered)) {
                for (Path entry : entries) {
                    linkedWorkTree(entry).ifPresent(trees::add);
                }
            }
        }
        return trees;
    }

    private static Optional<Path> linkedWorkTree(Path entry) {
        try {
            // It names the work tree's file .git.
            Path link = entry.resolve(Files.readString(entry.resolve("gitdir")).strip());
            return Optional.of(link.resolveSibling("").toRealPath());
        } catch (IOException e) {
            // It is gone; or this user, whose the lock is, cannot work there.
            return Optional.empty();
        }
    }
}
