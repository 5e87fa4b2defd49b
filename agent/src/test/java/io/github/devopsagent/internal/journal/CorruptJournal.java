package io.github.devopsagent.internal.journal;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32C;

/** The bytes of a journal, cut and changed as no agent does it. */
public final class CorruptJournal {

    private static final int MAGIC = 8;
    private static final int HEADER = 16;

    private CorruptJournal() {}

    /** A text of its records is another, and the checksums fit. */
    public static byte[] with(byte[] journal, String text, String other) {
        return changed(journal, record -> record.replace(text, other));
    }

    /** What a regular expression describes is left out of its records, and the checksums fit. */
    public static byte[] without(byte[] journal, String regex) {
        return changed(journal, record -> record.replaceAll(regex, ""));
    }

    /** A record at its end of which half is no record, and something behind it. */
    public static byte[] appended(byte[] journal, int garbage) {
        byte[] longer = Arrays.copyOf(journal, journal.length + HEADER + garbage);
        Arrays.fill(longer, journal.length, longer.length, (byte) 'x');
        return longer;
    }

    /** How long the journal was after each of its records; the first is that of its beginning. */
    public static List<Integer> cuts(byte[] journal) {
        List<Integer> cuts = new ArrayList<>(List.of(MAGIC));
        ByteBuffer in = ByteBuffer.wrap(journal);
        int end = MAGIC;
        while (end + HEADER <= journal.length && end + HEADER + in.getInt(end) <= journal.length) {
            end += HEADER + in.getInt(end);
            cuts.add(end);
        }
        return cuts;
    }

    private static byte[] changed(byte[] journal, UnaryOperator<String> change) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(journal, 0, MAGIC);
        List<Integer> cuts = cuts(journal);
        for (int i = 1; i < cuts.size(); i++) {
            int start = cuts.get(i - 1);
            String text = new String(journal, start + HEADER, cuts.get(i) - start - HEADER, StandardCharsets.UTF_8);
            byte[] payload = change.apply(text).getBytes(StandardCharsets.UTF_8);
            byte[] checked = ByteBuffer.allocate(8 + payload.length)
                    .putLong(i - 1)
                    .put(payload)
                    .array();
            CRC32C crc = new CRC32C();
            crc.update(checked);
            byte[] head = ByteBuffer.allocate(8)
                    .putInt(payload.length)
                    .putInt((int) crc.getValue())
                    .array();
            out.writeBytes(head);
            out.writeBytes(checked);
        }
        return out.toByteArray();
    }
}
