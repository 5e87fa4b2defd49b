package io.github.devopsagent.git.internal.worktree;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.nio.file.Path;

/**
 * Names and patterns as git compares them: a character for each byte. One that is not printable ASCII becomes a character
 * of private use, which no class of characters in a pattern has, as with git.
 */
final class ByteNames {

    private static final char PRIVATE_USE = '\uE000';

    private static final String BYTE_ORDER_MARK = "\uE0EF\uE0BB\uE0BF";

    /** The return before it is no part of a pattern; another one is. */
    private static final String LINE_END = "\uE00D?(?:\uE00A|$)";

    private ByteNames() {}

    /** Of a file or directory, without the path to it. */
    static String of(Path path) {
        String name = path.getFileName().toString();
        if (name.chars().allMatch(each -> each < 0x80)) {
            return ofBytes(name);
        }
        // A path has the bytes, whatever the locale makes of them, and tells them in its URI alone.
        String uri = path.toUri().toASCIIString().replaceAll("/$", "").replace("+", "%2B");
        return ofBytes(URLDecoder.decode(uri.substring(uri.lastIndexOf('/') + 1), ISO_8859_1));
    }

    /** Of a path in a commit, which is UTF-8. */
    static String ofCommitted(String path) {
        return ofBytes(new String(path.getBytes(UTF_8), ISO_8859_1));
    }

    /** The lines of a {@code .gitignore}. */
    static String ofPatterns(byte[] content) {
        String bytes = ofBytes(new String(content, ISO_8859_1));
        return (bytes.startsWith(BYTE_ORDER_MARK) ? bytes.substring(BYTE_ORDER_MARK.length()) : bytes)
                .replaceAll(LINE_END, "\n");
    }

    private static String ofBytes(String bytes) {
        StringBuilder names = new StringBuilder(bytes.length());
        bytes.chars().forEach(each -> names.append((char) (each >= ' ' && each <= '~' ? each : PRIVATE_USE + each)));
        return names.toString();
    }
}
