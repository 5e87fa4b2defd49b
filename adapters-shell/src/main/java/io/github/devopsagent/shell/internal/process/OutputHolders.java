package io.github.devopsagent.shell.internal.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The processes that hold a step's output, as far as this user may see what others hold. */
final class OutputHolders {

    private OutputHolders() {}

    /**
     * For people: number and command of each.
     *
     * @param name the last of its path, though it may have been removed
     * @param file where it is reached
     */
    static List<String> of(String name, Path file, Path proc) {
        List<String> holders = new ArrayList<>();
        try {
            for (Path each : ProcEntries.ofProcesses(proc)) {
                long pid = Long.parseLong(each.getFileName().toString());
                if (pid != ProcessHandle.current().pid() && holds(each, name, file)) {
                    holders.add(described(each, pid));
                }
            }
        } catch (IOException e) {
            // What cannot be looked at is not named.
        }
        return holders;
    }

    private static boolean holds(Path process, String name, Path file) {
        try {
            return ProcEntries.ofDescriptors(process).stream().anyMatch(each -> isAt(each, name, file));
        } catch (IOException e) {
            // It has ended, or belongs to another user.
            return false;
        }
    }

    /** By what it is: a directory of its path may be a link, and what is told of a descriptor has none. */
    private static boolean isAt(Path descriptor, String name, Path file) {
        try {
            // A name that cannot be the file's saves a look at what may be slow, or hang.
            // What was removed has a remark behind its name.
            return Files.readSymbolicLink(descriptor).toString().contains("/" + name)
                    && Files.isSameFile(descriptor, file);
        } catch (IOException e) {
            return false;
        }
    }

    private static String described(Path process, long pid) {
        try {
            return pid + " (" + Uninterrupted.read(process.resolve("comm")).strip() + ")";
        } catch (IOException e) {
            return Long.toString(pid);
        }
    }
}
