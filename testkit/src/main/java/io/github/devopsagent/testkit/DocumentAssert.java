package io.github.devopsagent.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Assertions over a JSON document that an agent wrote.
 *
 * @param <A> the assertions of one document, which all methods return
 */
abstract class DocumentAssert<A extends DocumentAssert<A>> {

    private final Path file;
    private final JsonDocument document;

    DocumentAssert(Path file) {
        this.file = file;
        if (!Files.isRegularFile(file)) {
            throw new AssertionError("there is no " + file);
        }
        this.document = JsonDocument.of(file);
    }

    abstract A self();

    final JsonDocument document() {
        return document;
    }

    /** The document, for the message of a failure. */
    final String shown() {
        return file + ": " + JsonDocument.text(file);
    }

    /**
     * Any field, for what has no assertion of its own.
     *
     * @param pointer a JSON pointer, such as {@code /monitoring/samples}
     * @param value a text, a boolean, or a number: a whole one equals by its {@code long} value, another by {@code double}
     * @return this
     */
    public A has(String pointer, Object value) {
        Object expected = value instanceof Integer || value instanceof Short || value instanceof Byte
                ? (Object) ((Number) value).longValue()
                : value instanceof Float ? (Object) ((Number) value).doubleValue() : value;
        assertEquals(Optional.of(expected), document.at(pointer), () -> pointer + " of " + shown());
        return self();
    }

    /**
     * A text that contains another one.
     *
     * @param pointer a JSON pointer, such as {@code /failure/reason}
     * @param part of it
     * @return this
     */
    public A hasText(String pointer, String part) {
        String text = document.text(pointer)
                .orElseThrow(() -> new AssertionError("there is no text at " + pointer + " of " + shown()));
        if (!text.contains(part)) {
            throw new AssertionError(pointer + " should contain '" + part + "', and is '" + text + "', of " + shown());
        }
        return self();
    }

    /**
     * A field that is not there, or null.
     *
     * @param pointer a JSON pointer, such as {@code /failure}
     * @return this
     */
    public A hasNo(String pointer) {
        assertEquals(Optional.empty(), document.at(pointer), () -> pointer + " of " + shown());
        return self();
    }
}
