package io.github.devopsagent.internal.json;

import io.github.devopsagent.regex.LazyPattern;
import io.github.devopsagent.veto.Refusal;
import io.github.devopsagent.veto.RefusalCodes;
import io.github.devopsagent.veto.Source;
import io.vavr.control.Either;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;

/** Strict JSON: UTF-8, each key once, nothing after the document, and no more than {@link Limits} allows. */
public final class StrictJson {

    /** For documents that are read as a whole. */
    static final JsonFactory WHOLE = JsonFactory.builder()
            .streamReadConstraints(constraints().maxTokenCount(Limits.TOKENS).build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /**
     * For documents of any length, in constant memory: it neither remembers names nor looks for duplicates, so that
     * its user has to.
     */
    public static final JsonFactory STREAMED = JsonFactory.builder()
            .streamReadConstraints(
                    constraints().maxStringLength(Limits.REPORT_STRING_LENGTH).build())
            .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
            .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
            .build();

    /**
     * For documents of any length with few different names, each of which it remembers: it makes them from bytes faster than
     * {@link #STREAMED}, and its user has to see that they are few.
     */
    public static final JsonFactory FEW_NAMES = JsonFactory.builder()
            .recyclerPool(new LargeBlocks())
            .streamReadConstraints(
                    constraints().maxStringLength(Limits.REPORT_STRING_LENGTH).build())
            .disable(TokenStreamFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
            .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
            .build();

    private static final int LONGEST_MESSAGE = 300;

    /** What a parser's message says to programmers; the author of a document cannot use it. */
    private static final LazyPattern TALK_OF_API = LazyPattern.of(",? from `[^`]*`|: enable `[^`]*` to allow"
            + "| \\(not recognized as one since [^)]*\\)| \\([^()\\[]*\\[Source: [^\\]]*]\\)");

    private StrictJson() {}

    private static StreamReadConstraints.Builder constraints() {
        return StreamReadConstraints.builder()
                .maxNestingDepth(Limits.DEPTH)
                .maxStringLength(Limits.STRING_LENGTH)
                .maxNameLength(Limits.NAME_LENGTH)
                .maxNumberLength(Limits.NUMBER_LENGTH);
    }

    static JsonParser parser(byte[] bytes) {
        return WHOLE.createParser(ObjectReadContext.empty(), bytes);
    }

    /**
     * Reads a document whose root is an object.
     *
     * @param reader reports what is wrong at its cursor; what it returns is asked for the value only if nothing is
     */
    public static <T> Either<List<Refusal>, T> read(
            String file, byte[] bytes, int mostBytes, Function<JsonCursor, Supplier<T>> reader) {
        Either<List<Refusal>, JsonCursor> root = object(file, bytes, mostBytes);
        if (root.isLeft()) {
            return Either.left(root.getLeft());
        }
        Supplier<T> value = reader.apply(root.get());
        return root.get().hasFaults() ? Either.left(root.get().faults()) : Either.right(value.get());
    }

    /** A document whose root is an object, or why it is none. What is wrong in it is reported at its cursors. */
    public static Either<List<Refusal>, JsonCursor> object(String file, byte[] bytes, int mostBytes) {
        Either<Refusal, JsonNode> tree = tree(file, bytes, mostBytes);
        if (tree.isLeft()) {
            return Either.left(List.of(tree.getLeft()));
        }
        JsonCursor root = JsonCursor.root(tree.get(), new DocumentFaults(file));
        if (!root.isObject()) {
            root.wrongType("a JSON object", "write the document as { … }");
            return Either.left(root.faults());
        }
        return Either.right(root);
    }

    /**
     * Whether somebody has written a JSON document to its end, whether or not it is one that is accepted: a key may stand
     * in it twice, and it may be larger than what is read.
     *
     * @param bytes the file, in UTF-8
     * @return false if it breaks off, or is something else
     */
    public static boolean isJson(byte[] bytes) {
        try (JsonParser parser = STREAMED.createParser(ObjectReadContext.empty(), bytes)) {
            if (parser.nextToken() == null) {
                return false;
            }
            parser.skipChildren();
            return parser.nextToken() == null;
        } catch (StreamConstraintsException e) {
            return true;
        } catch (JacksonException e) {
            return false;
        }
    }

    /** Reads the smallest document, for which the JVM loads what all others are read with. */
    public static void readSmallest() {
        try (JsonParser parser = FEW_NAMES.createParser(ObjectReadContext.empty(), new byte[] {'{', '}'})) {
            parser.nextToken();
            parser.nextToken();
        }
    }

    private static Either<Refusal, JsonNode> tree(String file, byte[] bytes, int mostBytes) {
        if (bytes.length > mostBytes) {
            return Either.left(unreadable(file, tooLarge(mostBytes), ""));
        }
        Optional<String> malformed = Utf8.faultOf(bytes);
        if (malformed.isPresent()) {
            return Either.left(unreadable(file, malformed.get(), ""));
        }
        try (JsonParser parser = parser(bytes)) {
            return tree(file, parser);
        }
    }

    private static Either<Refusal, JsonNode> tree(String file, JsonParser parser) {
        boolean begun = false;
        boolean ended = false;
        try {
            if (parser.nextToken() == null) {
                return Either.left(empty(file));
            }
            begun = true;
            JsonNode root = JsonTree.read(parser);
            ended = true;
            return parser.nextToken() == null ? Either.right(root) : Either.left(trailing(file, parser));
        } catch (JacksonException e) {
            return Either.left(
                    ended
                            ? moreAtTheEnd(file, e, parser)
                            : begun ? broken(file, e, parser) : withoutBeginning(file, e, parser));
        } catch (NumberFormatException e) {
            // Jackson lets it through where an exponent does not fit an int.
            return Either.left(unreadable(
                    file,
                    "found a number that is out of range at " + position(parser.currentTokenLocation())
                            + "; allowed is an exponent of at most nine digits; write a smaller number",
                    pointer(parser)));
        }
    }

    private static Refusal moreAtTheEnd(String file, JacksonException e, JsonParser parser) {
        return unreadable(
                file,
                "found more after the end of the document at " + position(location(e, parser)) + ": " + message(e)
                        + "; allowed is one JSON object; remove the rest",
                "");
    }

    /** Language models like to write a sentence before the document, or a fence around it. */
    private static Refusal withoutBeginning(String file, JacksonException e, JsonParser parser) {
        return unreadable(
                file,
                "found text where the document should begin, at " + position(location(e, parser)) + ": " + message(e)
                        + "; allowed is one JSON object and nothing around it; remove what stands before and after"
                        + " { … }, such as a sentence or a Markdown fence",
                "");
    }

    public static String tooLarge(long mostBytes) {
        return "found a larger file; allowed is a file of " + mostBytes + " bytes; remove what is not needed";
    }

    public static Refusal empty(String file) {
        return unreadable(file, "found an empty file; allowed is a JSON object; write the document again", "");
    }

    public static Refusal trailing(String file, JsonParser parser) {
        return unreadable(
                file,
                "found more after the end of the document at " + position(parser.currentTokenLocation())
                        + "; allowed is one JSON object; remove the rest",
                "");
    }

    public static Refusal duplicate(String file, String key, JsonParser parser) {
        return unreadable(
                file,
                "found the key \"" + Printable.line(key, 60) + "\" twice, the second time before "
                        + position(parser.currentLocation())
                        + "; allowed is each key once; remove one of them",
                pointer(parser));
    }

    static boolean isDuplicate(JacksonException e) {
        return e.getOriginalMessage().startsWith("Duplicate Object property");
    }

    /** What a parser's exception says, for people. */
    public static Refusal broken(String file, JacksonException e, JsonParser parser) {
        if (isDuplicate(e)) {
            return duplicate(file, String.valueOf(parser.currentName()), parser);
        }
        String path = position(location(e, parser));
        String message = message(e);
        String reason;
        if (e instanceof UnexpectedEndOfInputException) {
            reason = "found the end of the file at " + path
                    + "; allowed is a complete JSON document; the file is cut off: write it again";
        } else if (e instanceof StreamConstraintsException) {
            reason = "found more than is read at " + path + ": " + message
                    + "; allowed is what this limit says; shorten the document";
        } else {
            reason = "found broken JSON at " + path + ": " + message
                    + "; allowed is strict JSON, without comments and trailing commas; correct this place";
        }
        return unreadable(file, reason, pointer(parser));
    }

    static String message(JacksonException e) {
        return Printable.line(TALK_OF_API.matcher(e.getOriginalMessage()).replaceAll(""), LONGEST_MESSAGE);
    }

    private static TokenStreamLocation location(JacksonException e, JsonParser parser) {
        return Optional.ofNullable(e.getLocation())
                .filter(location -> location.getLineNr() > 0)
                .orElseGet(parser::currentLocation);
    }

    private static String position(TokenStreamLocation location) {
        return "line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    private static String pointer(JsonParser parser) {
        return parser.streamReadContext().pathAsPointer().toString();
    }

    public static Refusal unreadable(String file, String reason, String pointer) {
        return new Refusal(RefusalCodes.UNREADABLE, reason, new Source(file, pointer));
    }
}
