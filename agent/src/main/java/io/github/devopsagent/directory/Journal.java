package io.github.devopsagent.directory;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * An append-only file of records, each on the disk before {@link #append} returns.
 *
 * <p>Layout: the eight bytes {@code DEVOPSJ1}, then for each record its length (4 bytes), a CRC-32C of what follows
 * (4 bytes), its sequence number from 0 (8 bytes), and the payload of that length; numbers are big-endian. A kill can
 * tear the last record even within one write, so a torn tail is a record that was never written; anything else that
 * does not fit is damage.
 */
public final class Journal implements AutoCloseable {

    /** How long a payload may be: 16 MiB. */
    static final int MOST_BYTES = 16 << 20;

    private static final byte[] MAGIC = {'D', 'E', 'V', 'O', 'P', 'S', 'J', '1'};
    private static final int HEADER = 4 + 4 + 8;

    private final Path file;
    private final FileChannel channel;
    private long sequence;
    private long end;

    private Journal(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Begins a journal.
     *
     * @param file where; there is no such file yet
     * @return the journal, to be closed
     */
    public static Journal create(Path file) {
        try {
            FileChannel channel = DurableFiles.openNew(file);
            Journal journal = new Journal(file, channel);
            journal.write(MAGIC);
            DurableFiles.syncDirectory(DurableFiles.parent(file));
            return journal;
        } catch (IOException e) {
            throw new BrokenFileException("creating the journal", file, e);
        }
    }

    /**
     * Adds a record.
     *
     * @param payload the record
     * @throws IllegalArgumentException if it is longer than 16 MiB
     */
    public void append(byte[] payload) {
        if (payload.length > MOST_BYTES) {
            throw new IllegalArgumentException("a record of " + payload.length + " bytes is too long");
        }
        ByteBuffer checked =
                ByteBuffer.allocate(8 + payload.length).putLong(sequence).put(payload);
        ByteBuffer record = ByteBuffer.allocate(HEADER + payload.length)
                .putInt(payload.length)
                .putInt(crc(checked.array()))
                .put(checked.array());
        try {
            write(record.array());
        } catch (IOException e) {
            throw new BrokenFileException("writing the journal", file, e);
        }
        sequence++;
    }

    private void write(byte[] bytes) throws IOException {
        try {
            channel.position(end);
            DurableFiles.writeFully(channel, bytes);
            channel.force(true);
        } catch (IOException e) {
            // Nothing may follow half a record.
            channel.truncate(end);
            throw e;
        }
        end += bytes.length;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new BrokenFileException("closing the journal", file, e);
        }
    }

    /**
     * Reads a journal.
     *
     * @param file the journal
     * @return its records
     */
    public static Scan read(Path file) {
        try {
            return scan(ByteBuffer.wrap(Files.readAllBytes(file)));
        } catch (IOException e) {
            throw new BrokenFileException("reading the journal", file, e);
        }
    }

    private static Scan scan(ByteBuffer in) {
        List<byte[]> records = new ArrayList<>();
        byte[] magic = new byte[Math.min(MAGIC.length, in.remaining())];
        in.get(magic);
        if (!Arrays.equals(magic, MAGIC)) {
            boolean torn = Arrays.equals(magic, Arrays.copyOf(MAGIC, magic.length));
            return new Scan(records, !torn);
        }
        while (in.hasRemaining()) {
            int start = in.position();
            try {
                int length = in.getInt();
                int crc = in.getInt();
                if (length < 0 || length > MOST_BYTES) {
                    return new Scan(records, true);
                }
                byte[] checked = new byte[8 + Math.min(length, Math.max(0, in.remaining() - 8))];
                in.get(checked);
                if (checked.length < 8 + length) {
                    return new Scan(records, isFollowed(in, start, records.size()));
                }
                if (crc != crc(checked) || ByteBuffer.wrap(checked).getLong() != records.size()) {
                    return new Scan(records, in.hasRemaining());
                }
                records.add(Arrays.copyOfRange(checked, 8, checked.length));
            } catch (BufferUnderflowException e) {
                return new Scan(records, false);
            }
        }
        return new Scan(records, false);
    }

    /** Whether a later record is whole: then a length that leads out of the file is damage, and no torn tail. */
    private static boolean isFollowed(ByteBuffer in, int start, long sequence) {
        for (int at = start + 1; at <= in.limit() - HEADER; at++) {
            int length = in.getInt(at);
            if (in.getLong(at + 8) > sequence && length >= 0 && length <= in.limit() - HEADER - at) {
                byte[] checked = new byte[8 + length];
                in.get(at + 8, checked);
                if (in.getInt(at + 4) == crc(checked)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static int crc(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }

    /**
     * What a journal says.
     *
     * @param records the payloads of its whole records, in order
     * @param damaged whether something follows them that is not just a torn tail
     */
    public record Scan(List<byte[]> records, boolean damaged) {
        /** Copies. */
        public Scan {
            records = List.copyOf(records);
        }
    }
}
