package io.github.devopsagent.internal.journal;

import io.github.devopsagent.domain.Provenance;
import io.github.devopsagent.internal.disk.BrokenFileException;
import io.github.devopsagent.internal.disk.Digest;
import io.github.devopsagent.internal.disk.Disk;
import io.github.devopsagent.internal.disk.DurableFiles;
import io.github.devopsagent.internal.disk.FileIdentity;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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

    private final DurableFiles durable;
    private final Path file;
    private Optional<Disk.OpenFile> opened;
    private final List<byte[]> records;
    private Optional<FileIdentity> identity = Optional.empty();
    private long end;
    private boolean isSynced = true;
    private boolean isDoubtful;
    private boolean closed;

    private Journal(DurableFiles durable, Path file, Disk.OpenFile opened, Scan scan) {
        this.durable = durable;
        this.file = file;
        this.opened = Optional.of(opened);
        this.records = new ArrayList<>(scan.records());
        this.end = scan.end();
    }

    /**
     * Begins the journal of a run, durably.
     *
     * @param durable how files are written
     * @param file where; there is no such file yet, or one to which no record ever came
     * @return the journal, to be closed
     */
    public static Journal create(DurableFiles durable, Path file) {
        try {
            if (Files.exists(file) && read(file).isBlank()) {
                return resume(durable, file);
            }
            return begun(new Journal(durable, file, durable.openNew(file), new Scan(List.of(), false, 0)));
        } catch (IOException e) {
            throw new BrokenFileException("creating the journal", file, e);
        }
    }

    /**
     * Goes on with a journal behind its last whole record; a torn tail is cut off. All that it says is on the disk
     * afterwards, even if who wrote it was killed before that.
     *
     * @param durable how files are written
     * @param file a journal that is not damaged; ask {@link #read} before
     * @return the journal, to be closed
     * @throws IllegalStateException if it is damaged
     */
    public static Journal resume(DurableFiles durable, Path file) {
        Scan scan = read(file);
        if (scan.damaged()) {
            throw new IllegalStateException("the journal " + file + " is damaged, and nothing can be added to it");
        }
        try {
            Disk.OpenFile opened = durable.openToAppend(file);
            return begun(new Journal(durable, file, opened, scan));
        } catch (IOException e) {
            throw new BrokenFileException("going on with the journal", file, e);
        }
    }

    private static Journal begun(Journal journal) throws IOException {
        boolean begun = false;
        try {
            journal.begin();
            begun = true;
        } finally {
            if (!begun) {
                journal.leave();
            }
        }
        return journal;
    }

    private void begin() throws IOException {
        Disk.OpenFile open = cut();
        if (end == 0) {
            open.write(MAGIC);
            end = MAGIC.length;
        }
        open.sync();
        durable.syncDirectory(DurableFiles.parent(file));
        identity = FileIdentity.of(file);
    }

    /**
     * Whether the file to which the records go still has its name. If it has not, nobody will ever read them.
     *
     * @return false if the file was removed, or another one has its name
     */
    public synchronized boolean stands() {
        return identity.isPresent() && identity.get().isAt(file);
    }

    /**
     * Whether the journal of another run has its name.
     *
     * @return false if there is none, or what is there begins as this one does, or as none
     */
    public synchronized boolean isReplaced() {
        if (stands() || !Files.isRegularFile(file) || records.isEmpty()) {
            return false;
        }
        List<byte[]> others = read(file).records();
        return !others.isEmpty() && !Arrays.equals(others.get(0), records.get(0));
    }

    /**
     * Writes the whole journal again, since its file was removed, and goes on with that. A kill leaves no half of it.
     *
     * @throws BrokenFileException if that is not possible
     */
    public synchronized void restore() {
        byte[] all = file(records);
        leave();
        durable.replaceOwn(file, all);
        try {
            opened = Optional.of(durable.openToAppend(file));
            end = all.length;
            isSynced = true;
            isDoubtful = false;
            identity = FileIdentity.of(file);
        } catch (IOException e) {
            throw new BrokenFileException("going on with the journal", file, e);
        }
    }

    /** How many records there are, which is the place of the next one. */
    public synchronized long length() {
        return records.size();
    }

    /**
     * Makes a file the journal of these records, durably. Who has the file open that was there writes into one without a name.
     *
     * @param durable how files are written
     * @param file where
     * @param records all of them
     */
    public static void replace(DurableFiles durable, Path file, List<byte[]> records) {
        durable.replaceOwn(file, file(records));
    }

    /**
     * The journal up to the end of its run, without what later agents say that only record it.
     *
     * @return how long that is, and its digest
     */
    public synchronized Provenance.JournalSeal seal() {
        int count = JournalRecords.lengthOfRun(records);
        byte[] sealed = file(records.subList(0, count));
        return new Provenance.JournalSeal(sealed.length, Digest.of(sealed));
    }

    /** What a journal of these records is on the disk. */
    private static byte[] file(List<byte[]> records) {
        int length = MAGIC.length;
        for (byte[] each : records) {
            length += HEADER + each.length;
        }
        ByteBuffer all = ByteBuffer.allocate(length);
        all.put(MAGIC);
        for (int i = 0; i < records.size(); i++) {
            all.put(record(i, records.get(i)));
        }
        return all.array();
    }

    /**
     * Adds a record, which is on the disk when this returns.
     *
     * @param payload the record
     * @throws IllegalArgumentException if it is longer than 16 MiB
     */
    public synchronized void append(byte[] payload) {
        append(payload, true);
    }

    /**
     * Adds a record that need not outlive this boot of the machine: whoever goes on after a kill reads it, and after a
     * power failure it may be missing, with nothing behind it. The next {@link #append} brings it to the disk.
     *
     * @param payload the record
     * @throws IllegalArgumentException if it is longer than 16 MiB
     */
    public synchronized void appendUnsynced(byte[] payload) {
        append(payload, false);
    }

    private void append(byte[] payload, boolean synced) {
        if (payload.length > MOST_BYTES) {
            throw new IllegalArgumentException("a record of " + payload.length + " bytes is too long");
        }
        try {
            write(record(records.size(), payload), synced);
        } catch (IOException e) {
            throw new BrokenFileException("writing the journal", file, e);
        }
        records.add(payload.clone());
    }

    /**
     * Adds a record while the file is gone: {@link #restore} writes it.
     *
     * @param payload the record
     */
    public synchronized void keep(byte[] payload) {
        records.add(payload.clone());
    }

    private static byte[] record(long sequence, byte[] payload) {
        ByteBuffer checked =
                ByteBuffer.allocate(8 + payload.length).putLong(sequence).put(payload);
        return ByteBuffer.allocate(HEADER + payload.length)
                .putInt(payload.length)
                .putInt(crc(checked.array()))
                .put(checked.array())
                .array();
    }

    private void write(byte[] bytes, boolean synced) throws IOException {
        if (isDoubtful) {
            restore();
        }
        Disk.OpenFile open = cut();
        boolean written = false;
        try {
            open.write(bytes);
            if (synced) {
                sync(open);
            }
            written = true;
        } finally {
            if (!written) {
                forget();
            }
        }
        isSynced = synced;
        end += bytes.length;
    }

    /**
     * If that fails, what was written before and not synced may never come to the disk, though it is read for as long as
     * the machine runs. It is not cut off, since it may be all that tells that a step began: the file is written anew.
     */
    private void sync(Disk.OpenFile open) throws IOException {
        boolean failed = true;
        try {
            open.sync();
            failed = false;
        } finally {
            isDoubtful = failed && !isSynced;
        }
    }

    /** The file as it ends with the last whole record: nothing may ever follow half of one. */
    private Disk.OpenFile cut() throws IOException {
        if (opened.isEmpty()) {
            if (closed || !stands()) {
                throw new IOException(closed ? "it is closed" : "it is gone");
            }
            opened = Optional.of(durable.openToAppend(file));
        }
        Disk.OpenFile open = opened.get();
        long size = open.size();
        if (size < end) {
            throw new IOException("it was cut by someone else: " + size + " bytes are left of " + end);
        }
        if (size > end) {
            open.truncate(end);
        }
        return open;
    }

    /**
     * Takes back what was written of a record, as far as that is possible now; the next record begins with it anyway.
     * The file is opened anew for that one, since a sync that failed would succeed on this open file, and lie.
     */
    @SuppressWarnings("EmptyCatch")
    private void forget() {
        try {
            cut();
        } catch (IOException ignored) {
            // A reader finds a torn tail, or a whole record of which nobody was told: neither does harm.
        } finally {
            leave();
        }
    }

    @SuppressWarnings("EmptyCatch")
    private void leave() {
        try {
            closeFile();
        } catch (IOException ignored) {
            // It is not used again, and what made us leave it is told.
        }
    }

    private void closeFile() throws IOException {
        Optional<Disk.OpenFile> open = opened;
        opened = Optional.empty();
        if (open.isPresent()) {
            open.get().close();
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        try {
            closeFile();
        } catch (IOException e) {
            throw new BrokenFileException("closing the journal", file, e);
        }
    }

    /**
     * Reads what is whole of a journal.
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

    /**
     * The same for a journal's bytes.
     *
     * @param journal all of the file
     * @return its records
     */
    public static Scan read(byte[] journal) {
        return scan(ByteBuffer.wrap(journal));
    }

    private static Scan scan(ByteBuffer in) {
        List<byte[]> records = new ArrayList<>();
        byte[] magic = new byte[Math.min(MAGIC.length, in.remaining())];
        in.get(magic);
        if (!Arrays.equals(magic, MAGIC)) {
            boolean torn = Arrays.equals(magic, Arrays.copyOf(MAGIC, magic.length));
            return new Scan(records, !torn, 0);
        }
        while (in.hasRemaining()) {
            int start = in.position();
            try {
                int length = in.getInt();
                int crc = in.getInt();
                if (length < 0 || length > MOST_BYTES) {
                    return new Scan(records, true, start);
                }
                byte[] checked = new byte[8 + Math.min(length, Math.max(0, in.remaining() - 8))];
                in.get(checked);
                if (checked.length < 8 + length) {
                    return new Scan(records, isFollowed(in, start, records.size()), start);
                }
                if (crc != crc(checked) || ByteBuffer.wrap(checked).getLong() != records.size()) {
                    return new Scan(records, in.hasRemaining(), start);
                }
                records.add(Arrays.copyOfRange(checked, 8, checked.length));
            } catch (BufferUnderflowException e) {
                return new Scan(records, false, start);
            }
        }
        return new Scan(records, false, in.position());
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
     * @param end where the last of them ends
     */
    public record Scan(List<byte[]> records, boolean damaged, long end) {
        public Scan {
            records = List.copyOf(records);
        }

        boolean isBlank() {
            return records.isEmpty() && !damaged;
        }
    }
}
