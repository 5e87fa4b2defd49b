package io.github.devopsagent.veto;

import io.github.devopsagent.domain.Role;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Recognises the {@link InboxWords} in what people and models write: in any case, inflection and decoration. */
final class WordMatcher {

    /** These say whose words follow, or what; a line begins after them. */
    private static final Set<String> LABELS = Stream.of(
                    InboxWords.KIND_FIELDS.stream(),
                    InboxWords.DECISION_FIELDS.stream(),
                    Role.labels().stream().map(role -> role.replace('_', ' ')),
                    Stream.of("important", "warning", "attention", "note", "urgent", "update", "final", "summary"))
            .flatMap(all -> all)
            .collect(Collectors.toUnmodifiableSet());

    private static final Set<String> NO_WORDS = Set.copyOf(InboxWords.NO);
    private static final Map<String, String> INFLECTED =
            Map.of("held", "hold", "withdrew", "withdraw", "not approv", "not approved");
    private static final Set<String> CROSSES = Set.of("❌", "🚫", "⛔", "🛑", "👎", "✗", "✘", "✖", "❎");
    private static final Pattern DOUBTFUL = Pattern.compile("[?？⁇⚠❓❔🟡🟠🔶🔸⏳⌛🤔]");
    private static final Pattern UNSEEN = Pattern.compile("[\\p{M}\\p{Cf}]+");
    private static final Pattern APOSTROPHE = Pattern.compile("[’`´ʼ]");
    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final Pattern HUMP = Pattern.compile("(?<=\\p{Ll})(?=\\p{Lu})");
    private static final Pattern LINE_END = Pattern.compile("\\R|<br ?/?>|\\\\n");
    private static final Pattern FIRST_WORD = Pattern.compile("[\\p{L}\\p{N}]");
    private static final Pattern SPACED_VETO =
            Pattern.compile("(?<!\\p{L})v[^\\p{L}\\p{N}]{1,2}e[^\\p{L}\\p{N}]{1,2}t[^\\p{L}\\p{N}]{1,2}o(?!\\p{L})");
    private static final Pattern REFUSAL = Pattern.compile(
            "\\b(?:do|must|should|shall|may|can) not (?:\\p{L}+ ){0,4}?(?:be )?(?:deploy|approve|go live)");
    /** A no that is negated, such as {@code 0 failed}. */
    private static final Pattern NEGATED = Pattern.compile(
            "(?<![0-9] )\\b(?:0|no|zero|without) (?:(?:fail|error|block|reject|veto|issue|problem|concern|finding|objection|bug)\\p{L}*|changes)\\b");

    private static final int ASCII_END = 128;
    private static final int MOST_DECORATIONS = 8;
    private static final int LONGEST_SIGN = 20;
    private static final int LONGEST_BEGINNING = 1000;
    private static final int LONGEST_TAG = 200;
    private static final Pattern BOX = Pattern.compile("^[^\\p{L}\\p{N}]*[\\[(]\\s*[xv]?\\s*[\\])]");
    private static final Pattern ENUMERATOR =
            Pattern.compile("^[^\\p{L}\\p{N}]*(?:\\p{N}{1,4}|\\p{L}|[ivx]{1,4})[.):\\]]");
    private static final Pattern BRACKETED = Pattern.compile("^[^\\p{L}\\p{N}]*[\\[(][^\\[\\]()]{1,40}[\\])]");
    private static final Pattern LABEL = Pattern.compile("^([^:|>=–—]{1,40}?)(?:[:|>=–—]|\\s-+\\s)");
    private static final Pattern LEAD_IN = Pattern.compile(
            "^(?:(?:please|(?:this|it) is(?: an?)?|i|we|am|are|m|re|is|must|have to|hereby|formally|put|on|[0-9]{1,9}) ){1,8}");

    private WordMatcher() {}

    /** Without case, accents, ligatures and invisible characters; contractions written out. */
    static String plain(String text) {
        boolean isAscii = text.chars().allMatch(each -> each < ASCII_END);
        String visible = isAscii
                ? text
                : UNSEEN.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD))
                        .replaceAll("");
        String lower = visible.toLowerCase(Locale.ROOT).replace('ı', 'i');
        if (lower.indexOf('n') < 0) {
            return lower;
        }
        return APOSTROPHE
                .matcher(lower)
                .replaceAll("'")
                .replace("can't", "can not")
                .replace("cannot", "can not")
                .replace("won't", "will not")
                .replace("n't", " not")
                .replace("dont", "do not");
    }

    /** The words of a text, one blank between them. */
    static String words(String plain) {
        return NO_WORD.matcher(plain).replaceAll(" ").strip();
    }

    /** The words of a text or a key, such as {@code reviewDecision}: as it stands, and cut at its humps. */
    static Stream<String> spellings(String text) {
        String asItStands = words(plain(text));
        String cut = words(plain(HUMP.matcher(text).replaceAll(" ")));
        return Stream.of(asItStands, cut).distinct();
    }

    /** Whether the word occurs, or a phrase that says nothing but no. */
    static boolean mentionsVeto(String plain) {
        if (plain.isBlank()) {
            return false;
        }
        return plain.contains(InboxWords.VETO) || SPACED_VETO.matcher(plain).find() || saysPhrase(words(plain));
    }

    private static boolean saysPhrase(String words) {
        String padded = " " + words;
        return InboxWords.PHRASES.stream().anyMatch(phrase -> padded.contains(" " + phrase))
                || REFUSAL.matcher(words).find();
    }

    /** The lines of a text, also where a program has escaped their ends. */
    static List<String> lines(String text) {
        return LINE_END.splitAsStream(text).toList();
    }

    /** Which of the words a line begins with, behind bullets, labels and the like; empty if with none. */
    static String beginningOf(String line) {
        if (line.isBlank()) {
            return "";
        }
        String rest = beginning(plain(line));
        for (int i = 0; i < MOST_DECORATIONS; i++) {
            String word = startOf(words(rest));
            String next = behindDecoration(rest);
            if (!word.isEmpty() || next.equals(rest)) {
                return word;
            }
            rest = next;
        }
        return startOf(words(rest));
    }

    /** What matters of a line, from the last signs before its first word. */
    private static String beginning(String plain) {
        Matcher word = FIRST_WORD.matcher(plain);
        int start = word.find() ? Math.max(0, word.start() - LONGEST_SIGN) : 0;
        return plain.substring(start, Math.min(plain.length(), start + LONGEST_BEGINNING));
    }

    private static String behindDecoration(String line) {
        for (Pattern pattern : List.of(BOX, ENUMERATOR, BRACKETED)) {
            String rest = pattern.matcher(line).replaceFirst("");
            if (!rest.equals(line)) {
                return rest;
            }
        }
        String untagged = behindTag(line);
        if (!untagged.equals(line)) {
            return untagged;
        }
        Matcher label = LABEL.matcher(line);
        return label.find() && isLabel(words(label.group(1))) ? line.substring(label.end()) : line;
    }

    private static String behindTag(String line) {
        int start = line.indexOf('<');
        int end = start < 0 || FIRST_WORD.matcher(line.substring(0, start)).find() ? -1 : line.indexOf('>', start);
        return end < 0 || end - start > LONGEST_TAG ? line : line.substring(end + 1);
    }

    private static boolean isLabel(String words) {
        boolean isShort = words.indexOf(' ') == words.lastIndexOf(' ');
        return words.isEmpty() || LABELS.contains(words) || (isShort && LABELS.contains(last(words)));
    }

    static String startOf(String words) {
        String behind = LEAD_IN.matcher(words).replaceFirst("");
        if (REFUSAL.matcher(words).lookingAt() || REFUSAL.matcher(behind).lookingAt()) {
            return InboxWords.DO_NOT_DEPLOY;
        }
        return InboxWords.WORDS.stream()
                .filter(word -> words.startsWith(word) || behind.startsWith(word))
                .findFirst()
                .orElseGet(() -> inflected(words, behind));
    }

    /** The forms of the words that do not begin with them. */
    private static String inflected(String words, String behind) {
        return Stream.of(words, behind)
                .flatMap(text -> INFLECTED.entrySet().stream().filter(form -> text.startsWith(form.getKey())))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
    }

    /** Whether one of its words says no, in a field that is meant to say yes or no. */
    static boolean saysNo(String text) {
        return hasCross(text)
                || spellings(text)
                        .map(words -> NEGATED.matcher(words).replaceAll(" ").strip())
                        .anyMatch(words -> hasWord(words, WordMatcher::isNo) || saysPhrase(words));
    }

    /** Whether its first word says no. */
    static boolean beginsWithNo(String text) {
        return hasCross(text)
                || spellings(text)
                        .anyMatch(words ->
                                isNo(words.split(" ", -1)[0]) || !startOf(words).isEmpty());
    }

    private static boolean hasCross(String text) {
        return CROSSES.stream().anyMatch(text::contains);
    }

    static boolean isNo(String word) {
        return NO_WORDS.contains(word) || !startOf(word).isEmpty();
    }

    static boolean isYes(String text) {
        return InboxWords.YES.contains(words(plain(text)))
                && !DOUBTFUL.matcher(text).find();
    }

    static boolean isUnverified(String text) {
        return text.isBlank()
                || DOUBTFUL.matcher(text).find()
                || spellings(text).anyMatch(words -> hasWord(words, InboxWords.UNVERIFIED::contains));
    }

    static boolean hasWord(String words, Predicate<String> predicate) {
        return Stream.of(words.split(" ", -1)).anyMatch(predicate);
    }

    static String last(String words) {
        return words.substring(words.lastIndexOf(' ') + 1);
    }
}
