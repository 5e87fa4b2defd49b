package io.github.devopsagent.internal.disk;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** A file that takes an attempt's output up to a limit. It is made with the first byte; losing it loses no evidence. */
public final class Spool {

    /** How much is written at the most: 16 MiB. */
    public static final long MOST_BYTES = 16L << 20;

    private static final byte[] CUT =
            "\n[cut off here: the output is larger than the limit]\n".getBytes(StandardCharsets.UTF_8);

    private static final byte[] BROKEN_OFF =
            "\n[cut off here: the system took no more]\n".getBytes(StandardCharsets.UTF_8);

    private final DurableFiles durable;
    private final Path file;
    private final String name;
    private Optional<Disk.OpenFile> opened = Optional.empty();
    private long size;
    private boolean over;

    /**
     * A file for what an attempt prints, made when the first byte comes.
     *
     * @param durable where files are made
     * @param file where it is written
     * @param name how the file is called in records
     */
    public Spool(DurableFiles durable, Path file, String name) {
        this.durable = durable;
        this.file = file;
        this.name = name;
    }

    /**
     * Writes some bytes, if there is room left.
     *
     * @param offset of the first
     * @param length how many
     */
    public void write(byte[] bytes, int offset, int length) {
        if (over || length == 0) {
            return;
        }
        int fitting = (int) Math.min(length, MOST_BYTES - size);
        append(bytes, offset, fitting);
        if (fitting < length) {
            append(CUT, 0, CUT.length);
            close();
        }
    }

    private void append(byte[] bytes, int offset, int length) {
        try {
            open().write(bytes, offset, length);
            size += length;
        } catch (IOException e) {
            // The step goes on without its spool: output is for people, and its end is kept elsewhere.
            breakOff();
            close();
        }
    }

    /** Says so at its end, in the place of what stands there: a limit on the size of files leaves no other. */
    private void breakOff() {
        opened.ifPresent(open -> {
            try {
                open.truncate(Math.max(0, size - BROKEN_OFF.length));
                open.write(BROKEN_OFF);
            } catch (IOException e) {
                // It ends where it ends.
            }
        });
    }

    private Disk.OpenFile open() throws IOException {
        if (opened.isEmpty()) {
            opened = Optional.of(durable.openNew(file));
        }
        return opened.get();
    }

    public void close() {
        over = true;
        if (opened.isPresent()) {
            try {
                opened.get().close();
            } catch (IOException e) {
                size = 0;
            }
        }
    }

    /**
     * The file's name, for records.
     *
     * @return the name; empty if nothing was written
     */
    public Optional<String> written() {
        return size > 0 ? Optional.of(name) : Optional.empty();
    }
}
