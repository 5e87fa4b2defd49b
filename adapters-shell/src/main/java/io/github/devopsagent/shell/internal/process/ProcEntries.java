package io.github.devopsagent.shell.internal.process;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What is in directories of /proc. */
final class ProcEntries {

    private ProcEntries() {}

    /** The directories of all processes. */
    static List<Path> ofProcesses(Path proc) throws IOException {
        return of(proc, "[0-9]*");
    }

    /** The links of what a process has open. */
    static List<Path> ofDescriptors(Path process) throws IOException {
        return of(process.resolve("fd"), "*");
    }

    private static List<Path> of(Path directory, String names) throws IOException {
        try (DirectoryStream<Path> all = Files.newDirectoryStream(directory, names)) {
            List<Path> entries = new ArrayList<>();
            for (Path entry : all) {
                entries.add(entry);
            }
            return entries;
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }
}
