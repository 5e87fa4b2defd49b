package io.github.devopsagent.shell.internal.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The processes that hold a step's output, as far as this user may see what others hold. */
final class OutputHolders {

    private OutputHolders() {}

    /** For people: number and command of each. */
    static List<String> of(Path file, Path proc) {
        List<String> holders = new ArrayList<>();
        try {
            for (Path each : Entries.ofProcesses(proc)) {
                long pid = Long.parseLong(each.getFileName().toString());
                if (pid != ProcessHandle.current().pid() && holds(each, file)) {
                    holders.add(name(each, pid));
                }
            }
        } catch (IOException e) {
            // What cannot be looked at is not named.
        }
        return holders;
    }

    private static boolean holds(Path process, Path file) {
        try {
            return Entries.ofDescriptors(process).stream().anyMatch(each -> isAt(each, file));
        } catch (IOException e) {
            // It has ended, or belongs to another user.
            return false;
        }
    }

    /** By what it is: a directory of its path may be a link, and what is told of a descriptor has none. */
    private static boolean isAt(Path descriptor, Path file) {
        try {
            // A name that cannot be the file's saves a look at what may be slow, or hang.
            return Files.readSymbolicLink(descriptor).endsWith(file.getFileName())
                    && Files.isSameFile(descriptor, file);
        } catch (IOException e) {
            return false;
        }
    }

    private static String name(Path process, long pid) {
        try {
            return pid + " (" + Uninterrupted.read(process.resolve("comm")).strip() + ")";
        } catch (IOException e) {
            return Long.toString(pid);
        }
    }
}
