package io.github.devopsagent.internal.secret;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Looks everywhere for every secret, one after another and from each byte on: slow, and plainly right. */
final class PlainSearch {

    /** Strings by the character that they begin with. */
    private record Slot(Map<Character, List<String>> spellings, boolean optional, boolean wrapped) {}

    private static final Map<Character, List<String>> BETWEEN = byBeginning(Spellings.between());
    private static final Map<Character, List<String>> BETWEEN_IN_BASE64 =
            byBeginning(Stream.concat(Spellings.between().stream(), Spellings.lineEnds().stream())
                    .collect(Collectors.toSet()));

    private final List<List<Slot>> forms;

    /** What spellings begin with. */
    private final Set<String> begun = new HashSet<>();

    PlainSearch(Collection<String> secrets) {
        forms = secrets.stream()
                .flatMap(secret -> SecretForms.of(secret).stream())
                .distinct()
                .map(PlainSearch::slots)
                .toList();
        Stream.concat(
                        Stream.of(Spellings.between(), Spellings.lineEnds()),
                        forms.stream().flatMap(List::stream).flatMap(slot -> slot.spellings().values().stream()))
                .flatMap(Collection::stream)
                .distinct()
                .forEach(each -> IntStream.range(1, each.length()).forEach(end -> begun.add(each.substring(0, end))));
    }

    private static Map<Character, List<String>> byBeginning(Set<String> strings) {
        return strings.stream().collect(Collectors.groupingBy(each -> each.charAt(0)));
    }

    private static List<Slot> slots(SecretForm form) {
        return Arrays.stream(Symbol.of(form))
                .mapToObj(symbol -> new Slot(
                        byBeginning(Symbol.spellings(symbol)), Symbol.isOptional(symbol), Symbol.isWrapped(symbol)))
                .toList();
    }

    byte[] masked(byte[] bytes) {
        String text = new String(bytes, ISO_8859_1);
        BitSet masked = new BitSet();
        BitSet joined = new BitSet();
        for (List<Slot> form : forms) {
            for (int start = 0; start < text.length(); start++) {
                int end = new Reading(text, start, form, Set.of()).ends.length() - 1;
                if (end > start) {
                    masked.set(start, end);
                    joined.set(start + 1, end);
                }
            }
        }
        StringBuilder result = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            if (!masked.get(i)) {
                result.append(text.charAt(i));
            } else if (!joined.get(i)) {
                result.append("***");
            }
        }
        return result.toString().getBytes(ISO_8859_1);
    }

    boolean finds(String text) {
        return !new String(masked(text.getBytes(ISO_8859_1)), ISO_8859_1).equals(text);
    }

    /**
     * How many of the last bytes may become an occurrence, or a longer one. What begins like any spelling counts as one of
     * what comes next.
     */
    int open(String text) {
        return IntStream.range(0, text.length())
                .filter(start -> forms.stream().anyMatch(form -> new Reading(text, start, form, begun).open))
                .map(start -> text.length() - start)
                .findFirst()
                .orElse(0);
    }

    /** One secret from one place on. */
    private static final class Reading {

        private final String text;
        private final Set<String> begun;
        private final BitSet ends = new BitSet();
        private boolean open;

        Reading(String text, int start, List<Slot> form, Set<String> begun) {
            this.text = text;
            this.begun = begun;
            BitSet before = new BitSet();
            before.set(start);
            for (int i = 0; i < form.size() && !before.isEmpty(); i++) {
                Slot slot = form.get(i);
                BitSet from =
                        i == 0 ? before : withBetween(before, form.get(i - 1).wrapped());
                open |= (i > 0 && from.get(text.length())) || from.stream().anyMatch(this::isBegun);
                BitSet after = new BitSet();
                read(slot.spellings(), from, after);
                if (slot.optional()) {
                    after.or(i == form.size() - 1 ? before : from);
                }
                before = after;
            }
            ends.or(before);
        }

        private void read(Map<Character, List<String>> strings, BitSet from, BitSet to) {
            from.stream().filter(at -> at < text.length()).forEach(at -> strings.getOrDefault(
                            text.charAt(at), List.of())
                    .forEach(string -> {
                        if (text.startsWith(string, at)) {
                            to.set(at + string.length());
                        }
                    }));
        }

        private boolean isBegun(int at) {
            return begun.contains(text.substring(at));
        }

        private BitSet withBetween(BitSet from, boolean wrapped) {
            BitSet all = (BitSet) from.clone();
            BitSet last = from;
            for (int times = 0; times < Spellings.MOST_BETWEEN && !last.isEmpty(); times++) {
                BitSet next = new BitSet();
                read(wrapped ? BETWEEN_IN_BASE64 : BETWEEN, last, next);
                all.or(next);
                last = next;
            }
            return all;
        }
    }
}
