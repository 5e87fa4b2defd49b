package io.github.devopsagent.git.internal.conversion;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.jgit.attributes.Attribute;
import org.eclipse.jgit.attributes.Attributes;

/** The encoding that text has in the work tree, by the attribute {@code working-tree-encoding}; in commits it is UTF-8. */
public final class WorkingTreeEncoding {

    static final String ATTRIBUTE = "working-tree-encoding";

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final String mark;
    private final List<Charset> charsets;

    private WorkingTreeEncoding(String mark, List<Charset> charsets) {
        this.mark = mark;
        this.charsets = charsets;
    }

    /** Empty if it is UTF-8; without a name if the attribute has none. */
    public static Optional<String> name(Attributes attributes) {
        Attribute attribute = attributes.get(ATTRIBUTE);
        if (attribute == null || attribute.getState() == Attribute.State.UNSET) {
            return Optional.empty();
        }
        String name = Optional.ofNullable(attribute.getValue()).orElse("");
        return name.toLowerCase(Locale.ROOT).replace("-", "").equals("utf8") ? Optional.empty() : Optional.of(name);
    }

    /** Empty if Java does not have it. */
    public static Optional<WorkingTreeEncoding> of(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        boolean isMarked = upper.endsWith("-BOM");
        String plain = isMarked ? upper.substring(0, upper.length() - "-BOM".length()) : upper;
        try {
            // Which of the two depends on the machine's library.
            return Optional.of(
                    plain.matches("UTF-?(16|32)")
                            ? new WorkingTreeEncoding(
                                    BYTE_ORDER_MARK,
                                    List.of(Charset.forName(plain + "LE"), Charset.forName(plain + "BE")))
                            : new WorkingTreeEncoding(
                                    isMarked ? BYTE_ORDER_MARK : "", List.of(Charset.forName(plain))));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return Optional.empty();
        }
    }

    /** What git may write of a text in UTF-8; nothing of what is none, or has what the encoding has not. */
    public List<byte[]> of(byte[] text) {
        try {
            CharBuffer characters = UTF_8.newDecoder().decode(ByteBuffer.wrap(text));
            String content = text.length == 0 ? "" : mark + characters;
            List<byte[]> encoded = new ArrayList<>();
            for (Charset charset : charsets) {
                ByteBuffer bytes = charset.newEncoder().encode(CharBuffer.wrap(content));
                byte[] copy = new byte[bytes.remaining()];
                bytes.get(copy);
                encoded.add(copy);
            }
            return encoded;
        } catch (CharacterCodingException e) {
            return List.of();
        }
    }
}
