package io.github.devopsagent.git.internal.conversion;

import java.io.ByteArrayOutputStream;

/** The line ends of a file, and the characters by which git tells text from other content ({@code convert.c}). */
final class LineEnds {

    /** Control-Z, which ends a text file of DOS. */
    private static final int END_OF_FILE = 0x1a;

    private static final int DELETE = 0x7f;
    private static final String PRINTABLE_CONTROLS = "\b\t\f\u001b";

    private final byte[] content;
    private int crLf;
    private int loneCr;
    private int loneLf;
    private int nul;
    private int printable;
    private int unprintable;

    LineEnds(byte[] content) {
        this.content = content;
        for (int i = 0; i < content.length; i++) {
            boolean pair = content[i] == '\r' && i + 1 < content.length && content[i + 1] == '\n';
            if (pair) {
                crLf++;
                i++;
            } else {
                count(content[i] & 0xff);
            }
        }
        if (content.length > 0 && content[content.length - 1] == END_OF_FILE) {
            unprintable--;
        }
    }

    private void count(int character) {
        if (character == '\r') {
            loneCr++;
        } else if (character == '\n') {
            loneLf++;
        } else if (character == DELETE || (character < ' ' && PRINTABLE_CONTROLS.indexOf(character) < 0)) {
            unprintable++;
            nul += character == 0 ? 1 : 0;
        } else {
            printable++;
        }
    }

    /** Where nobody has said that it is text, git converts only what has no CR yet and looks like text. */
    boolean areConvertedOfItself() {
        return loneLf > 0 && crLf == 0 && loneCr == 0 && nul == 0 && (printable >> 7) >= unprintable;
    }

    /** With CR LF in the place of each LF that has no CR. */
    byte[] toCrLf() {
        if (loneLf == 0) {
            return content;
        }
        ByteArrayOutputStream converted = new ByteArrayOutputStream(content.length + loneLf);
        for (int i = 0; i < content.length; i++) {
            if (content[i] == '\n' && (i == 0 || content[i - 1] != '\r')) {
                converted.write('\r');
            }
            converted.write(content[i]);
        }
        return converted.toByteArray();
    }
}
