package io.github.devopsagent.internal.json;

import java.nio.ByteBuffer;
import java.util.Optional;

/** Checks bytes, as they come, for being well-formed UTF-8 without a byte order mark. */
final class Utf8 {

    private static final int BYTE_ORDER_MARK = 0xEFBBBF;
    private static final String FIX = "; allowed is UTF-8; save the file as UTF-8 without a byte order mark";

    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHEST_BITS = 0x8080808080808080L;

    private long position;
    private int head;
    private int expected;
    private long start;
    private int low;
    private int high;

    /** Checks a whole document: what is wrong with it, and at which byte. */
    static Optional<String> faultOf(byte[] bytes) {
        Utf8 utf8 = new Utf8();
        Optional<String> fault = utf8.faultIn(bytes, 0, bytes.length);
        return fault.isPresent() ? fault : utf8.faultAtEnd();
    }

    Optional<String> faultIn(byte[] bytes, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            if (expected == 0 && position >= 3 && bytes[i] > 0) {
                int ascii = asciiIn(bytes, i, offset + length);
                position += ascii;
                i += ascii;
                if (i == offset + length) {
                    break;
                }
            }
            int each = bytes[i] & 0xFF;
            if (position < 3) {
                head = head << 8 | each;
            }
            if (!accepts(each)) {
                return Optional.of(malformed(each));
            }
            if (position == 2 && head == BYTE_ORDER_MARK) {
                return Optional.of("found a UTF-8 byte order mark at byte 0" + FIX);
            }
            position++;
        }
        return Optional.empty();
    }

    /** How many bytes, eight by eight, are ASCII, and not NUL: of most documents, all. */
    private static int asciiIn(byte[] bytes, int from, int to) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        int i = from;
        while (to - i >= Long.BYTES && isAscii(buffer.getLong(i))) {
            i += Long.BYTES;
        }
        return i - from;
    }

    /** Whether the highest bit is set in none of eight bytes, nor in what is left of each if one is subtracted. */
    private static boolean isAscii(long eight) {
        return ((eight | (eight - ONES)) & HIGHEST_BITS) == 0;
    }

    Optional<String> faultAtEnd() {
        return expected == 0 ? Optional.empty() : Optional.of("found a cut-off character at byte " + start + FIX);
    }

    private String malformed(int found) {
        if (position < 2 && (found == 0xFE || found == 0xFF || found == 0)) {
            return "found what looks like UTF-16 or UTF-32 at byte " + position + FIX;
        }
        if (found == 0 && expected == 0) {
            return "found a NUL byte at byte " + position + FIX;
        }
        return "found no UTF-8 at byte " + (expected == 0 ? position : start) + FIX;
    }

    private boolean accepts(int each) {
        return expected > 0 ? acceptsContinuation(each) : acceptsFirst(each);
    }

    private boolean acceptsContinuation(int each) {
        if (each < low || each > high) {
            return false;
        }
        low = 0x80;
        high = 0xBF;
        expected--;
        return true;
    }

    /** The ranges are those of table 3-7 of the Unicode standard: no overlong forms, no surrogates. */
    private boolean acceptsFirst(int each) {
        if (each < 0x80) {
            return each != 0;
        }
        start = position;
        low = each == 0xE0 ? 0xA0 : each == 0xF0 ? 0x90 : 0x80;
        high = each == 0xED ? 0x9F : each == 0xF4 ? 0x8F : 0xBF;
        expected = each < 0xE0 ? 1 : each < 0xF0 ? 2 : 3;
        return each >= 0xC2 && each <= 0xF4;
    }
}
