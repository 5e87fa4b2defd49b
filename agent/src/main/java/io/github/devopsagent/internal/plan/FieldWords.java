package io.github.devopsagent.internal.plan;

import io.github.devopsagent.internal.json.NameSimilarity;
import io.github.devopsagent.regex.LazyPattern;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The words of a field's name, in whatever style they are joined: {@code wait_after}, {@code wait-after}, {@code
 * waitAfter}, {@code Wait after}.
 */
final class FieldWords {

    private static final LazyPattern HUMP =
            LazyPattern.of("(?<=[\\p{Ll}\\p{N}])(?=\\p{Lu})|(?<=\\p{Lu})(?=\\p{Lu}\\p{Ll})");
    private static final LazyPattern JOINT = LazyPattern.of("[^\\p{L}\\p{N}]+");
    private static final LazyPattern UNSEEN = LazyPattern.of("\\p{Cf}+");

    private final List<String> words;
    private final String text;

    private FieldWords(List<String> words) {
        this.words = words;
        this.text = String.join("_", words);
    }

    static FieldWords of(String name) {
        // ASCII is normal already; the tables that tell what else is cost a short run more than all its documents.
        String visible = NameSimilarity.isAscii(name)
                ? name
                : UNSEEN.matcher(Normalizer.normalize(name, Normalizer.Form.NFKC))
                        .replaceAll("");
        String cut = HUMP.matcher(visible).replaceAll("_").toLowerCase(Locale.ROOT);
        List<String> words = new ArrayList<>();
        for (String word : JOINT.split(cut, -1)) {
            if (!word.isEmpty()) {
                words.add(word);
            }
        }
        return new FieldWords(List.copyOf(words));
    }

    /** The entries of a table, which are written with blanks between them. */
    static Set<String> list(String names) {
        return new LinkedHashSet<>(List.of(names.split(" ")));
    }

    List<String> each() {
        return words;
    }

    String last() {
        return words.isEmpty() ? "" : words.get(words.size() - 1);
    }

    boolean beginWith(String word) {
        return !words.isEmpty() && words.get(0).equals(word);
    }

    /** Whether the words are among these, side by side. */
    boolean have(String joined) {
        return words.contains(joined) || (joined.indexOf('_') > 0 && ("_" + text + "_").contains("_" + joined + "_"));
    }

    /** Whether the last word is one of a table, or the last two are. */
    boolean endWithOneOf(Set<String> table) {
        int size = words.size();
        return table.contains(last()) || (size > 1 && table.contains(words.get(size - 2) + "_" + words.get(size - 1)));
    }

    /** Whether there are none but those of an entry of a table. */
    boolean areIn(Set<String> table) {
        return table.contains(text);
    }
}
