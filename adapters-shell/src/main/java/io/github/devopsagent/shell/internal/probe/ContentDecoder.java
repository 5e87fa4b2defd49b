package io.github.devopsagent.shell.internal.probe;

import io.github.devopsagent.text.VisibleText;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/**
 * Undoes what {@code Content-Encoding} declares, byte by byte as it is read: how much that is, the reader limits.
 *
 * @param encodings in the order in which they were applied
 */
record ContentDecoder(List<String> encodings) {

    /** Each takes some of the stack, and of the time. */
    private static final int MOST = 8;

    private static final int ZLIB_METHOD = 8;
    private static final int LONGEST_NAME = 40;
    private static final int ZLIB_CHECK = 31;

    static ContentDecoder of(String header) {
        return new ContentDecoder(Arrays.stream(header.split(","))
                .map(String::strip)
                .filter(encoding -> !encoding.isEmpty() && !isNone(encoding))
                .toList());
    }

    /** Some servers write the charset here. */
    private static boolean isNone(String encoding) {
        String name = encoding.toLowerCase(Locale.ROOT);
        return name.equals("identity") || name.equals("none") || name.equals("utf-8") || name.startsWith("iso-8859-");
    }

    /** What stands in the way. */
    Optional<String> refusal() {
        if (encodings.size() > MOST) {
            return Optional.of("in " + encodings.size() + " encodings, of which " + MOST + " at most are decoded");
        }
        return encodings.stream()
                .filter(encoding -> !List.of("gzip", "x-gzip", "deflate").contains(encoding.toLowerCase(Locale.ROOT)))
                .findFirst()
                .map(unknown ->
                        "in the encoding '" + VisibleText.of(unknown, LONGEST_NAME) + "', which is not decoded");
    }

    InputStream decode(InputStream body) throws IOException {
        InputStream decoded = body;
        for (int i = encodings.size() - 1; i >= 0; i--) {
            PushbackInputStream encoded = new PushbackInputStream(decoded, 2);
            int first = encoded.read();
            if (first < 0) {
                return InputStream.nullInputStream();
            }
            encoded.unread(first);
            decoded = encodings.get(i).toLowerCase(Locale.ROOT).endsWith("gzip")
                    ? new GZIPInputStream(encoded)
                    : inflating(encoded);
        }
        return decoded;
    }

    /** Meant is the format of zlib; some servers send the bare data. */
    private static InputStream inflating(PushbackInputStream body) throws IOException {
        byte[] head = body.readNBytes(2);
        body.unread(head);
        boolean isZlib = head.length == 2
                && (head[0] & 0x0F) == ZLIB_METHOD
                && ((head[0] & 0xFF) * 256 + (head[1] & 0xFF)) % ZLIB_CHECK == 0;
        return new InflaterInputStream(body, new Inflater(!isZlib)) {
            @Override
            public void close() throws IOException {
                inf.end();
                super.close();
            }
        };
    }
}
