package io.github.devopsagent.internal.disk;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Says where a run may not have the room that it may need. */
public final class DiskSpace {

    /**
     * What a run should find free: 64 MiB. That is the output of three steps that print as much as is kept of one (16 MiB
     * each), and as much again for the reserve of 512 KiB, journal, records and messages.
     */
    public static final long ENOUGH = 64L << 20;

    private DiskSpace() {}

    /**
     * What should be known about the room in a directory.
     *
     * @param directory where a run writes
     * @return a sentence for people; empty if there is enough, or if it cannot be found out
     */
    public static Optional<String> warning(Disk disk, Path directory) {
        try {
            long usable = disk.usableSpace(directory);
            return usable < ENOUGH
                    ? Optional.of(
                            "the disk of the consensus directory is nearly full: " + (usable >> 10)
                                    + " KiB are left, and a run may need " + (ENOUGH >> 20)
                                    + " MiB for journal, records and output; make room, see \"What is kept, and what may be deleted\" in docs/operations.md")
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
