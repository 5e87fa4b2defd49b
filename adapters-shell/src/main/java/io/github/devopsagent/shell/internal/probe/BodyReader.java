package io.github.devopsagent.shell.internal.probe;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.devopsagent.text.VisibleText;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.zip.ZipException;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;

/** Reads a body up to a limit, and tells how far it has come. */
final class BodyReader {

    private static final int CHUNK = 16 * 1024;

    /** A longer one first: the mark of UTF-16LE begins that of UTF-32LE. */
    private static final List<ByteOrderMark> MARKS = List.of(
            new ByteOrderMark("\u00EF\u00BB\u00BF", UTF_8),
            new ByteOrderMark("\u0000\u0000\u00FE\u00FF", Charset.forName("UTF-32BE")),
            new ByteOrderMark("\u00FF\u00FE\u0000\u0000", Charset.forName("UTF-32LE")),
            new ByteOrderMark("\u00FE\u00FF", UTF_16BE),
            new ByteOrderMark("\u00FF\u00FE", UTF_16LE));

    /** With a character for each of its bytes. */
    private record ByteOrderMark(String bytes, Charset charset) {}

    private final AtomicLong received = new AtomicLong();

    /** How many bytes have come, encoded as they were. */
    long received() {
        return received.get();
    }

    /** Encodings are those of all its lines in the head. */
    HttpBody read(HttpEntity entity, String encodings) throws IOException {
        ContentDecoder decoder = ContentDecoder.of(encodings);
        Optional<String> refusal = decoder.refusal();
        InputStream counted = counted(entity.getContent());
        try {
            byte[] bytes = refusal.isPresent() ? bytes(counted) : decoded(decoder, counted);
            boolean isWhole = bytes.length < HttpAnswer.LONGEST_BODY;
            return refusal.isPresent() && bytes.length > 0
                    ? HttpBody.undecoded(refusal.get(), isWhole)
                    : text(bytes, isWhole, Optional.ofNullable(entity.getContentType()));
        } catch (ZipException e) {
            return HttpBody.damaged("that is not what its Content-Encoding (" + String.join(", ", decoder.encodings())
                    + ") says: " + ConnectionFailure.inSentence(e));
        }
    }

    private static byte[] decoded(ContentDecoder decoder, InputStream body) throws IOException {
        try (InputStream decoded = decoder.decode(body)) {
            return bytes(decoded);
        }
    }

    private static byte[] bytes(InputStream body) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] chunk = new byte[CHUNK];
        int length = 0;
        while (length >= 0 && bytes.size() < HttpAnswer.LONGEST_BODY) {
            length = body.read(chunk, 0, Math.min(CHUNK, HttpAnswer.LONGEST_BODY - bytes.size()));
            bytes.write(chunk, 0, Math.max(length, 0));
        }
        return bytes.toByteArray();
    }

    private static HttpBody text(byte[] bytes, boolean isWhole, Optional<String> contentType) {
        Optional<String> declared = contentType
                .map(ContentType::parseLenient)
                .map(type -> type.getParameter("charset"))
                .map(String::strip)
                .filter(name -> !name.isEmpty());
        Optional<Charset> known = declared.flatMap(BodyReader::charset);
        String remark = declared.isPresent() && known.isEmpty()
                ? " (read as UTF-8: its charset '" + VisibleText.of(declared.get(), 40) + "' is not known here)"
                : "";
        for (ByteOrderMark mark : MARKS) {
            if (startsWith(bytes, mark.bytes())) {
                byte[] rest = Arrays.copyOfRange(bytes, mark.bytes().length(), bytes.length);
                return text(rest, mark.charset(), isWhole, "");
            }
        }
        return text(bytes, known.orElse(UTF_8), isWhole, remark);
    }

    private static HttpBody text(byte[] bytes, Charset charset, boolean isWhole, String remark) {
        try {
            String text = charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return HttpBody.text(text, isWhole, true, remark);
        } catch (CharacterCodingException e) {
            return HttpBody.text(new String(bytes, charset), isWhole, false, remark);
        }
    }

    private static boolean startsWith(byte[] bytes, String mark) {
        return bytes.length >= mark.length()
                && IntStream.range(0, mark.length()).allMatch(i -> (bytes[i] & 0xFF) == mark.charAt(i));
    }

    private static Optional<Charset> charset(String name) {
        try {
            return Optional.of(Charset.forName(name));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private InputStream counted(InputStream body) {
        return new FilterInputStream(body) {
            @Override
            public int read() throws IOException {
                int one = super.read();
                received.addAndGet(one < 0 ? 0 : 1);
                return one;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                int count = super.read(buffer, offset, length);
                received.addAndGet(Math.max(count, 0));
                return count;
            }

            /** Of a body in several members, such as logs that were joined, gzip reads the next one only if there may be one. */
            @Override
            public int available() {
                return 1;
            }

            @Override
            public void close() {
                // It would be read to its end, which need not come.
            }
        };
    }
}
