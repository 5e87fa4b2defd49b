package io.github.devopsagent.shell.internal.probe;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/** Text of a head, each of whose bytes was read as a character: UTF-8 if it is valid, ISO 8859-1 else. */
final class HeaderText {

    private HeaderText() {}

    static String of(String read) {
        if (read.chars().anyMatch(each -> each > 0xFF)) {
            return read;
        }
        try {
            return UTF_8.newDecoder()
                    .decode(ByteBuffer.wrap(read.getBytes(ISO_8859_1)))
                    .toString();
        } catch (CharacterCodingException e) {
            return read;
        }
    }
}
