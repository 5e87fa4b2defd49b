package io.github.devopsagent.json;

import io.github.devopsagent.domain.InboxMessage;
import io.vavr.control.Either;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/**
 * Reads a message in our inbox as far as it can be read.
 *
 * <p>It errs on the side of a veto: an object that breaks off, is encoded badly or names a key twice still counts as a
 * veto if it says so anywhere, while it never counts as an approval. Of its summary the first 500
 * characters are kept.
 */
public final class InboxReader {

    private static final String VETO = "veto";
    private static final int LONGEST_TEXT = 200;
    private static final int LONGEST_SUMMARY = 500;
    private static final Pattern SAYS_VETO =
            Pattern.compile("([\"'])st\\1\\s*:\\s*([\"'])\\s*veto\\s*\\2", Pattern.CASE_INSENSITIVE);

    private final Map<String, String> texts = new HashMap<>();
    private final List<String> summary = new ArrayList<>();
    private boolean veto;

    private InboxReader() {}

    /**
     * Reads a message.
     *
     * @param file its name, relative to the consensus directory
     * @param bytes the file
     * @return the message, or why it is none
     */
    public static Either<String, InboxMessage> read(String file, byte[] bytes) {
        boolean tooLong = bytes.length > Limits.MESSAGE_BYTES;
        String text = decode(tooLong ? Arrays.copyOf(bytes, Limits.MESSAGE_BYTES) : bytes);
        if (!text.stripLeading().startsWith("{")) {
            return Either.left("found no JSON object; allowed is a message as a JSON object");
        }
        InboxReader reader = new InboxReader();
        Optional<String> broken = reader.readAll(text);
        if (broken.isPresent() && SAYS_VETO.matcher(text).find()) {
            reader.veto = true;
        }
        if (broken.isPresent() && !reader.veto) {
            return Either.left(tooLong ? StrictJson.tooLarge(Limits.MESSAGE_BYTES) : broken.get());
        }
        return Either.right(reader.message(file));
    }

    /** Shells of some systems write UTF-16; a veto is one in any encoding. */
    private static String decode(byte[] bytes) {
        String text = new String(bytes, charset(bytes));
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static Charset charset(byte[] bytes) {
        int first = bytes.length < 2 ? 0 : ((bytes[0] & 0xFF) << 8) | (bytes[1] & 0xFF);
        if (first == 0xFFFE || first == ('{' << 8)) {
            return StandardCharsets.UTF_16LE;
        }
        if (first == 0xFEFF || first == '{') {
            return StandardCharsets.UTF_16BE;
        }
        return StandardCharsets.UTF_8;
    }

    /** Reads up to the end, or up to where the text breaks: why it does. */
    private Optional<String> readAll(String text) {
        try (JsonParser parser = StrictJson.WHOLE.createParser(ObjectReadContext.empty(), text)) {
            try {
                parser.nextToken();
                while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                    field(parser, parser.currentName());
                }
                return parser.nextToken() == null
                        ? Optional.empty()
                        : Optional.of(StrictJson.trailing("", parser).reason());
            } catch (JacksonException e) {
                if (StrictJson.isDuplicate(e)) {
                    forget(parser);
                }
                return Optional.of(StrictJson.broken("", e, parser).reason());
            }
        }
    }

    private void field(JsonParser parser, String name) {
        if (parser.nextToken() == JsonToken.VALUE_STRING) {
            text(name, parser.getString().strip());
        } else if (name.equals("sm") && parser.currentToken() == JsonToken.START_ARRAY) {
            lines(parser);
        }
        parser.skipChildren();
    }

    private void text(String name, String value) {
        if (name.equals("sm")) {
            summarize(value);
        }
        veto |= name.equals("st") && value.equalsIgnoreCase(VETO);
        // So long a text is no role, no epic and no time.
        if (value.length() <= LONGEST_TEXT) {
            texts.put(name, value);
        }
    }

    private void lines(JsonParser parser) {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() == JsonToken.VALUE_STRING) {
                summarize(parser.getString());
            }
            parser.skipChildren();
        }
    }

    /** All messages are kept until the decision, and there may be thousands. */
    private void summarize(String line) {
        int room = LONGEST_SUMMARY - summary.stream().mapToInt(String::length).sum();
        if (room > 0) {
            summary.add(Printable.line(line, room));
        }
    }

    // A key that stands there twice says nothing: neither value is more its own than the other.
    private void forget(JsonParser parser) {
        if (parser.streamReadContext().getParent().inRoot()) {
            texts.remove(String.valueOf(parser.currentName()));
        }
    }

    private InboxMessage message(String file) {
        return new InboxMessage(
                file,
                veto ? Optional.of(VETO) : text("st"),
                text("r"),
                text("epic"),
                text("d").flatMap(day -> parsed(day, LocalDate::parse)),
                text("ts").flatMap(InboxReader::instant),
                summary);
    }

    private Optional<String> text(String name) {
        return Optional.ofNullable(texts.get(name)).filter(text -> !text.isEmpty());
    }

    /** Without a zone, a time is taken as UTC. */
    private static Optional<Instant> instant(String text) {
        return parsed(text, moment -> OffsetDateTime.parse(moment).toInstant())
                .or(() -> parsed(text, moment -> LocalDateTime.parse(moment).toInstant(ZoneOffset.UTC)));
    }

    private static <T> Optional<T> parsed(String text, Function<String, T> parser) {
        try {
            return Optional.of(parser.apply(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
