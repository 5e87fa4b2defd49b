package io.github.devopsagent.internal.secret;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a text becomes where a tool takes it for one with escapes: {@code echo} of dash, {@code echo -e}, {@code printf},
 * its {@code %b}, and {@code awk -v}. They differ in which escapes they know.
 */
final class InterpretedEscapes {

    private static final String HEX = "|x\\p{XDigit}{1,2}|u\\p{XDigit}{1,4}|U\\p{XDigit}{1,8}";

    /** Of echo, of printf, and of its %b. */
    private static final List<String> OCTAL = List.of("0[0-7]{0,3}", "[0-7]{1,3}", "0[0-7]{0,3}|[1-7][0-7]{0,2}");

    private static final List<Pattern> ESCAPES = OCTAL.stream()
            .flatMap(octal -> Stream.of("", "|[eE]", HEX, "|[eE]" + HEX)
                    .map(more -> Pattern.compile("\\\\(?:" + octal + "|[abfnrtv\\\\]" + more + ")")))
            .toList();

    private static final String LETTERS = "abfnrtveE\\";
    private static final String MEANT = "\u0007\b\f\n\r\t\u000B\u001B\u001B\\";

    private InterpretedEscapes() {}

    /** What it may become; nothing where it has no escape. */
    static Set<String> of(String text) {
        Set<String> all = new LinkedHashSet<>();
        if (text.indexOf('\\') >= 0) {
            ESCAPES.forEach(escapes -> all.add(interpreted(text, escapes)));
            all.remove(text);
        }
        return all;
    }

    private static String interpreted(String text, Pattern escapes) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        Matcher escape = escapes.matcher(text);
        int from = 0;
        while (escape.find()) {
            bytes.writeBytes(text.substring(from, escape.start()).getBytes(UTF_8));
            bytes.writeBytes(meant(escape.group().substring(1)));
            from = escape.end();
        }
        bytes.writeBytes(text.substring(from).getBytes(UTF_8));
        return text(bytes.toByteArray());
    }

    private static byte[] meant(String escape) {
        int letter = LETTERS.indexOf(escape.charAt(0));
        if (letter >= 0) {
            return MEANT.substring(letter, letter + 1).getBytes(UTF_8);
        }
        String digits = escape.substring(1);
        return switch (escape.charAt(0)) {
            case 'x' -> new byte[] {(byte) Integer.parseInt(digits, 16)};
            case 'u', 'U' -> character(Long.parseLong(digits, 16));
            default -> new byte[] {(byte) Integer.parseInt(escape, 8)};
        };
    }

    private static byte[] character(long number) {
        return number > Character.MAX_CODE_POINT
                ? new byte[0]
                : Character.toString((int) number).getBytes(UTF_8);
    }

    /** Where they are no UTF-8, each byte as its character in ISO 8859-1, which is looked for as that byte too. */
    private static String text(byte[] bytes) {
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            return new String(bytes, ISO_8859_1);
        }
    }
}
