package io.github.devopsagent.git;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/**
 * The first of many, for a message.
 *
 * @param first at most {@link Listing#LIMIT}
 * @param count how many there are in all
 */
record Several<T>(List<T> first, int count) {

    Several {
        first = List.copyOf(first);
        if (first.size() != Math.min(count, Listing.LIMIT)) {
            throw new IllegalArgumentException("of " + count + ", the first " + first.size() + " are given");
        }
    }

    static <T> Several<T> none() {
        return new Several<>(List.of(), 0);
    }

    static <S, T> Several<T> of(Collection<S> all, Function<? super S, ? extends T> shown) {
        return new Several<>(all.stream().limit(Listing.LIMIT).<T>map(shown).toList(), all.size());
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** Each on a line of its own, indented, and below them how many more there are. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        first.forEach(each -> lines.add("  " + each));
        if (count > first.size()) {
            lines.add("  and " + (count - first.size()) + " more");
        }
        return lines;
    }

    /** Keeps the first, and counts. */
    static final class Counting<T> {

        private final List<T> first = new ArrayList<>();
        private int count;

        void add(T each) {
            if (count < Listing.LIMIT) {
                first.add(each);
            }
            count++;
        }

        Several<T> result() {
            return new Several<>(first, count);
        }
    }
}
