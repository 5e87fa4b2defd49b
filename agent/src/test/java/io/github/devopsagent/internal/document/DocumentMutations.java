package io.github.devopsagent.internal.document;

import io.github.devopsagent.internal.json.QuotedJson;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Documents with something wrong at some place. */
public final class DocumentMutations {

    private static final Arbitrary<String> TOKENS = Arbitraries.of(
            "",
            "\"",
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "null",
            "0",
            "-1",
            "1e999999999",
            "1e-999999999",
            "1e9999999992025",
            "\\ud800",
            "\\u0000",
            "\u0000",
            "\uFEFF",
            "'",
            "\\",
            "/",
            "\n",
            "é",
            "true",
            "\"a\":1,",
            "[[[[[[",
            "NaN");

    private DocumentMutations() {}

    public static Arbitrary<byte[]> of(byte[] document) {
        Arbitrary<Integer> places =
                Arbitraries.integers().between(0, document.length - 1).withoutEdgeCases();
        Arbitrary<byte[]> spliced = Combinators.combine(
                        places, Arbitraries.integers().between(0, 30), TOKENS)
                .as((place, length, token) -> splice(document, place, length, token));
        Arbitrary<byte[]> truncated = places.map(place -> Arrays.copyOf(document, place));
        Arbitrary<byte[]> flipped = Combinators.combine(places, Arbitraries.bytes())
                .as((place, value) -> {
                    byte[] flippedBytes = document.clone();
                    flippedBytes[place] = value;
                    return flippedBytes;
                });
        return Arbitraries.oneOf(spliced, truncated, flipped);
    }

    /** Puts a token in the place of some bytes. */
    private static byte[] splice(byte[] document, int place, int length, String token) {
        byte[] inserted = QuotedJson.utf8(token);
        int rest = Math.min(document.length, place + length);
        byte[] result = Arrays.copyOf(document, place + inserted.length + document.length - rest);
        System.arraycopy(inserted, 0, result, place, inserted.length);
        System.arraycopy(document, rest, result, place + inserted.length, document.length - rest);
        return result;
    }
}
