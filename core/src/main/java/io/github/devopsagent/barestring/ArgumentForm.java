package io.github.devopsagent.barestring;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One form that the arguments of a tool may have. It is written as items, each of which stands for an argument:
 *
 * <ul>
 *   <li>small letters for that very word, capitals for a {@link WordClass}, {@code NAME} for {@code I|W}, {@code MARK} for
 *       all but {@code X}, {@code Q}, {@code R}, {@code V}, {@code W}, {@code D} and {@code T}, {@code ANY} for these and the words that deployments have for names, {@code $name} for a list of words, and several of them with {@code |} between them;
 *   <li>{@code ?}, {@code *} and {@code +} behind an item, as in regular expressions;
 *   <li>{@code CMD} for a whole command, up to the end;
 *   <li>conditions, which stand for no argument: {@code OPT} for at least one option, {@code PIPED} for input from a
 *       pipe or from within a substitution, {@code REDIR} for a redirection, {@code PART} for other commands beside it,
 *       {@code WHOLE} for nothing around it,
 *       {@code SUDO} for one behind {@code sudo} or its like.
 * </ul>
 *
 * <p>Options may stand anywhere.
 *
 * @param conditions what must be so
 * @param items what the arguments must be
 */
record ArgumentForm(Set<String> conditions, List<Item> items) {

    private static final Set<String> CONDITIONS = Set.of("OPT", "PIPED", "REDIR", "PART", "SUDO", "WHOLE");
    private static final String COMMAND = "CMD";

    /** Where anything may stand, it is what came of it rather than a place. */
    private static final String RESULT = "green";

    private static final Set<WordClass> MARKED = EnumSet.complementOf(
            EnumSet.of(WordClass.X, WordClass.Q, WordClass.R, WordClass.V, WordClass.W, WordClass.T, WordClass.D));

    ArgumentForm {
        conditions = Set.copyOf(conditions);
        items = List.copyOf(items);
    }

    /**
     * What may stand in one place of a form.
     *
     * @param words the very words that it may be
     * @param classes what it may look like
     * @param isCommand whether it is a command
     * @param isOptional whether it may be missing
     * @param isRepeated whether there may be several
     */
    record Item(Set<String> words, Set<WordClass> classes, boolean isCommand, boolean isOptional, boolean isRepeated) {

        Item {
            words = Set.copyOf(words);
            classes = Set.copyOf(classes);
        }

        boolean matches(ParsedWord word) {
            return (!word.isOpaque() && words.contains(word.value()))
                    || (mayBeSaid(word) && classes.stream().anyMatch(each -> each.matches(word)));
        }

        /** What is in quotes may be anything, but a remark only where a text is expected. */
        private boolean mayBeSaid(ParsedWord word) {
            return classes.contains(WordClass.Q) || classes.contains(WordClass.X) || !QuotedRemark.isOne(word);
        }

        /** Whether a plain word matches as the name of something. */
        boolean isName(ParsedWord word) {
            return isByLook(word) && WordClass.W.matches(word);
        }

        /** Whether a word matches only because it is no word of a sentence. */
        boolean isDoubtful(ParsedWord word) {
            return isByLook(word)
                    && !UsualNames.isOfOne(word.value())
                    && !EnglishWords.isAgent(word.value())
                    && !isTool(word.value())
                    && isPlain(word);
        }

        private boolean isByLook(ParsedWord word) {
            return !word.isOpaque() && !words.contains(word.value()) && !classes.contains(WordClass.X);
        }

        private static boolean isTool(String word) {
            return ToolTable.find(word).isPresent() && !EnglishWords.FIRST_WORDS.contains(word);
        }

        private static boolean isPlain(ParsedWord word) {
            return WordClass.W.matches(word) || EnglishWords.isRemark(Remark.plain(word.value()));
        }
    }

    /** The same for arguments of which at least one is an option. */
    ArgumentForm withAnOption() {
        Set<String> more = new HashSet<>(conditions);
        more.add("OPT");
        return new ArgumentForm(more, items);
    }

    /**
     * Reads how the arguments of a tool are written.
     *
     * @param parts its items and conditions
     * @param lists the lists of words, by name
     */
    static ArgumentForm of(List<String> parts, Map<String, Set<String>> lists) {
        Set<String> conditions = new HashSet<>();
        List<Item> items = new ArrayList<>();
        for (String part : parts) {
            if (CONDITIONS.contains(part)) {
                conditions.add(part);
            } else if (part.endsWith("+") && part.length() > 1) {
                String once = part.substring(0, part.length() - 1);
                items.add(item(once, lists));
                items.add(item(once + "*", lists));
            } else {
                items.add(item(part, lists));
            }
        }
        return new ArgumentForm(conditions, items);
    }

    private static Item item(String part, Map<String, Set<String>> lists) {
        char last = part.charAt(part.length() - 1);
        boolean isQuantified = part.length() > 1 && "?*".indexOf(last) >= 0;
        String body = isQuantified ? part.substring(0, part.length() - 1) : part;
        Set<String> words = new HashSet<>();
        Set<WordClass> classes = new HashSet<>();
        for (String each : body.split("\\|", -1)) {
            if (each.startsWith("$")) {
                words.addAll(lists.getOrDefault(each.substring(1), Set.of()));
            } else if (each.equals("NAME")) {
                classes.addAll(Set.of(WordClass.I, WordClass.W));
            } else if (each.equals("MARK")) {
                classes.addAll(MARKED);
            } else if (each.equals("ANY")) {
                classes.addAll(MARKED);
                words.addAll(lists.getOrDefault(ToolTable.NAMES, Set.of()));
                words.remove(RESULT);
            } else if (each.length() == 1 && Character.isUpperCase(each.charAt(0))) {
                classes.add(WordClass.valueOf(each));
            } else if (!each.equals(COMMAND)) {
                words.add(each);
            }
        }
        return new Item(words, classes, body.equals(COMMAND), isQuantified, isQuantified && last == '*');
    }
}
