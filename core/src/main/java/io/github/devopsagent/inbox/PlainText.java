package io.github.devopsagent.inbox;

import io.github.devopsagent.domain.Role;
import io.github.devopsagent.regex.LazyPattern;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.stream.Stream;

/** What people and models write, brought to one form: without case, accents, decoration and contractions. */
final class PlainText {

    static final int ASCII_END = 128;
    /** The last one stands for what was written in another encoding. */
    private static final LazyPattern APOSTROPHE =
            LazyPattern.of("[‘’‛`´ʹʻʼʽˈ′＇\uFFFD]|&(?:#0{0,4}39|#[xX]0{0,4}27|#82(?:16|17)|apos|[lr]squo|acute);?");

    private static final LazyPattern UNSEEN = LazyPattern.of("[\\p{M}\\p{Cf}]+");
    private static final LazyPattern HUMP = LazyPattern.of("(?<=\\p{Ll})(?=\\p{Lu})");
    private static final LazyPattern LINE_END = LazyPattern.of("\\R|<br ?/?>|\\\\n");
    /** {@code isn't}, however it is written: {@code isnt}, {@code is n't}, {@code isn t}. */
    private static final LazyPattern CONTRACTION = LazyPattern.of("(?<![\\p{L}\\p{N}])"
            + "(is|are|was|were|do|does|did|has|have|had|should|must|would|could|need|might|ca|wo|sha|ai)"
            + " ?n ?['\"]? ?t(?![\\p{L}\\p{N}])");

    private PlainText() {}

    /** The roles as words: {@code tech lead}. */
    static List<String> roles() {
        List<String> roles = new ArrayList<>();
        for (String label : Role.labels()) {
            roles.add(label.replace('_', ' '));
        }
        return List.copyOf(roles);
    }

    /** Without case, accents, ligatures and invisible characters; contractions written out. */
    static String of(String text) {
        boolean isAscii = isAscii(text);
        String spaced = text.indexOf('&') < 0 ? text : text.replace("&nbsp;", " ");
        String straight = isAscii && text.indexOf('&') < 0 && text.indexOf('`') < 0
                ? spaced
                : APOSTROPHE.matcher(spaced).replaceAll("'");
        String visible = isAscii
                ? straight
                : UNSEEN.matcher(Normalizer.normalize(straight, Normalizer.Form.NFKD))
                        .replaceAll("");
        return written(visible.toLowerCase(Locale.ROOT).replace('ı', 'i'));
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= ASCII_END) {
                return false;
            }
        }
        return true;
    }

    private static String written(String lower) {
        String written = mayBeContracted(lower)
                ? CONTRACTION.matcher(lower).replaceAll(match -> full(match.group(1)) + " not")
                : lower;
        return written.replace("cannot", "can not").replace("donotdeploy", "do not deploy");
    }

    /** Whether a word ends with an n and a t, whatever is between them. */
    private static boolean mayBeContracted(String lower) {
        for (int n = lower.indexOf('n'); n >= 0; n = lower.indexOf('n', n + 1)) {
            int t = n + 1;
            while (t < lower.length() && t < n + 4 && " '\"".indexOf(lower.charAt(t)) >= 0) {
                t++;
            }
            boolean isLast = t + 1 >= lower.length() || !Character.isLetterOrDigit(lower.charAt(t + 1));
            if (t < lower.length() && lower.charAt(t) == 't' && isLast) {
                return true;
            }
        }
        return false;
    }

    private static String full(String auxiliary) {
        return switch (auxiliary) {
            case "ca" -> "can";
            case "wo" -> "will";
            case "sha" -> "shall";
            case "ai" -> "is";
            default -> auxiliary;
        };
    }

    /** The words of a plain text, one blank between them. */
    static String words(String plain) {
        StringBuilder words = new StringBuilder(plain.length());
        boolean isBetween = false;
        for (int i = 0; i < plain.length(); ) {
            int each = plain.codePointAt(i);
            i += Character.charCount(each);
            if (!Character.isLetterOrDigit(each)) {
                isBetween = words.length() > 0;
                continue;
            }
            if (isBetween) {
                words.append(' ');
                isBetween = false;
            }
            words.appendCodePoint(each);
        }
        return words.toString();
    }

    /** The words of a text as it was written. */
    static String wordsOf(String text) {
        return words(of(text));
    }

    /** The words of a text or a key, such as {@code reviewDecision}: as it stands, and cut at its humps. */
    static Stream<String> spellings(String text) {
        String asItStands = wordsOf(text);
        if (text.chars().allMatch(each -> each < 'A' || (each > 'Z' && each < ASCII_END))) {
            return Stream.of(asItStands);
        }
        Matcher hump = HUMP.matcher(text);
        return hump.find()
                ? Stream.of(asItStands, wordsOf(hump.replaceAll(" "))).distinct()
                : Stream.of(asItStands);
    }

    /** The lines of a text, also where a program has escaped their ends. */
    static List<String> lines(String text) {
        return text.lines()
                .flatMap(line ->
                        isSimple(line) ? Stream.of(line) : LINE_END.pattern().splitAsStream(line))
                .toList();
    }

    private static boolean isSimple(String line) {
        return line.chars()
                .allMatch(each -> each == '\t' || (each >= ' ' && each < ASCII_END && each != '<' && each != '\\'));
    }

    /** Whether words or phrases stand among others, and not within longer words. */
    static boolean contains(String words, List<String> phrases) {
        String padded = ' ' + words + ' ';
        return phrases.stream().anyMatch(phrase -> padded.contains(' ' + phrase + ' '));
    }

    static String last(String words) {
        return words.substring(words.lastIndexOf(' ') + 1);
    }

    static String first(String words) {
        int end = words.indexOf(' ');
        return end < 0 ? words : words.substring(0, end);
    }
}
