package io.github.devopsagent.json;

import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The words of a field's name, in whatever style they are joined: {@code wait_after}, {@code wait-after}, {@code
 * waitAfter}, {@code Wait after}.
 */
final class FieldWords {

    private static final Pattern HUMP =
            Pattern.compile("(?<=[\\p{Ll}\\p{N}])(?=\\p{Lu})|(?<=\\p{Lu})(?=\\p{Lu}\\p{Ll})");
    private static final Pattern JOINT = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final Pattern UNSEEN = Pattern.compile("\\p{Cf}+");

    private final String joined;

    private FieldWords(String joined) {
        this.joined = joined;
    }

    static FieldWords of(String name) {
        String visible =
                UNSEEN.matcher(Normalizer.normalize(name, Normalizer.Form.NFKC)).replaceAll("");
        String cut = HUMP.matcher(visible).replaceAll("_");
        return new FieldWords(("_" + JOINT.matcher(cut).replaceAll("_") + "_")
                .toLowerCase(Locale.ROOT)
                .replaceAll("_+", "_"));
    }

    /** The entries of a table, which are written with blanks between them. */
    static Set<String> list(String names) {
        return new LinkedHashSet<>(List.of(names.split(" ")));
    }

    List<String> each() {
        return List.of(JOINT.split(joined.strip(), -1)).stream()
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /** Whether the words are among these, side by side. */
    boolean have(String words) {
        return joined.contains("_" + words + "_");
    }

    boolean beginWith(String words) {
        return joined.startsWith("_" + words + "_");
    }

    boolean endWith(String words) {
        return joined.endsWith("_" + words + "_");
    }

    /** Whether there are none but these. */
    boolean are(String words) {
        return joined.equals("_" + words + "_");
    }
}
