package io.github.devopsagent.internal.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What of a secret is searched for, in all {@link Spellings}: the secret, also as its {@link InterpretedEscapes escapes}
 * mean it, without what surrounds it and in the normal forms of Unicode, its base64, and if it has several lines, each of
 * them.
 */
public final class SecretForms {

    /** A secret has at least so many characters, and so has a line of one that is masked alone. */
    public static final int FEWEST_CHARACTERS = 8;

    /** Where base64 is wrapped: by PEM, and by MIME and the {@code base64} command. */
    private static final List<Integer> LINE_LENGTHS = List.of(64, 76);

    /** A shell in a shell takes quotes away once more; a secret of nothing but quotes has no end of them. */
    private static final int MOST_QUOTINGS = 4;

    /** Fewer characters of a secret tell nothing. */
    private static final int FEWEST_TELLING = 4;

    /** In what is longer there is little but quotes and blanks; if all of them could be missing, reading it would take long. */
    private static final int MOST_QUOTED = 8;

    private static final String QUOTES = "\"'`";

    private static final List<Normalizer.Form> NORMAL_FORMS = List.of(Normalizer.Form.NFC, Normalizer.Form.NFD);

    private SecretForms() {}

    static Set<SecretForm> of(String secret) {
        Set<String> pieces = pieces(secret);
        for (String meant : InterpretedEscapes.of(secret)) {
            if (isLongEnough(meant) && !meant.isBlank()) {
                pieces.addAll(pieces(meant));
            }
        }
        Set<SecretForm> forms = new LinkedHashSet<>();
        for (String piece : pieces) {
            forms.add(SecretForm.plain(piece));
            addBase64(forms, piece.getBytes(UTF_8));
        }
        return forms;
    }

    /** The secret, what is left of it after a shell or a reader of settings, and each line, since logs show it so. */
    private static Set<String> pieces(String secret) {
        Set<String> pieces = new LinkedHashSet<>();
        addNormalForms(pieces, secret);
        addStripped(pieces, withoutLineEnd(secret));
        secret.lines().filter(line -> isLongEnough(line) && !line.isBlank()).forEach(line -> {
            addNormalForms(pieces, line);
            addStripped(pieces, line);
        });
        return pieces;
    }

    /** A text, and what is left of it without blanks and quotes around it, as long as enough is left. */
    private static void addStripped(Set<String> pieces, String text) {
        String stripped = text;
        for (int quotings = 0; quotings <= MOST_QUOTINGS && isLongEnough(stripped); quotings++) {
            addNormalForms(pieces, stripped);
            String shorter = withoutQuotes(stripped.strip());
            if (shorter.equals(stripped)) {
                return;
            }
            stripped = shorter;
        }
    }

    private static String withoutQuotes(String text) {
        int last = text.length() - 1;
        boolean quoted = last > 0 && QUOTES.indexOf(text.charAt(0)) >= 0 && text.charAt(0) == text.charAt(last);
        return quoted ? text.substring(1, last) : text;
    }

    private static void addNormalForms(Set<String> pieces, String text) {
        pieces.add(text);
        NORMAL_FORMS.forEach(form -> pieces.add(Normalizer.normalize(text, form)));
    }

    /** Whether anything is still told by it if all that is not ASCII became question marks. */
    static boolean isKnownByAscii(String form) {
        return form.chars()
                        .filter(each -> each > ' ' && each < 0x7F && each != '?')
                        .count()
                >= FEWEST_TELLING;
    }

    /**
     * Whether a character may be missing: of several blanks all but the first, since a shell makes one of them, and quotes
     * and backslashes, which shells take away, where enough is left.
     *
     * @param form the characters
     * @param at which of them
     */
    static boolean isOptional(int[] form, int at) {
        if (at == 0) {
            return false;
        }
        return isBlank(form[at])
                ? isBlank(form[at - 1]) && (form.length < SecretForm.SHORTEST_PART || isKnownWithoutQuotes(form))
                : isQuoting(form[at]) && isKnownWithoutQuotes(form);
    }

    private static boolean isKnownWithoutQuotes(int[] form) {
        long others = Arrays.stream(form)
                .filter(each -> !isQuoting(each) && !isBlank(each))
                .count();
        return others >= FEWEST_CHARACTERS && MOST_QUOTED * others >= form.length;
    }

    private static boolean isBlank(int character) {
        return " \t\r\n".indexOf(character) >= 0;
    }

    private static boolean isQuoting(int character) {
        return "\\\"'".indexOf(character) >= 0;
    }

    public static boolean isLongEnough(String secret) {
        return secret.codePointCount(0, secret.length()) >= FEWEST_CHARACTERS;
    }

    public static String withoutLineEnd(String secret) {
        int end = secret.length();
        while (end > 0 && (secret.charAt(end - 1) == '\n' || secret.charAt(end - 1) == '\r')) {
            end--;
        }
        return secret.substring(0, end);
    }

    /** A character of base64 has six bits: those that have bits of what stands beside the secret are left out. */
    private static void addBase64(Set<SecretForm> forms, byte[] secret) {
        for (int before = 0; before < 3; before++) {
            byte[] shifted = new byte[before + secret.length];
            System.arraycopy(secret, 0, shifted, before, secret.length);
            int from = (8 * before + 5) / 6;
            int to = 8 * shifted.length / 6;
            String standard = Base64.getEncoder().encodeToString(shifted).substring(from, to);
            addWrapped(forms, standard);
            addWrapped(forms, standard.replace('+', '-').replace('/', '_'));
            if (before == 0) {
                LINE_LENGTHS.forEach(length -> addLines(forms, standard, length));
            }
        }
    }

    /** Also without its first character, which a line may end with. */
    private static void addWrapped(Set<SecretForm> forms, String base64) {
        forms.add(SecretForm.base64(base64));
        forms.add(SecretForm.base64(base64.substring(1)));
    }

    /** Each line also alone: where the base64 begins in the middle of one, only the whole is known. */
    private static void addLines(Set<SecretForm> forms, String base64, int length) {
        for (int from = 0; from + FEWEST_CHARACTERS <= base64.length(); from += length) {
            forms.add(SecretForm.base64(base64.substring(from, Math.min(from + length, base64.length()))));
        }
    }
}
