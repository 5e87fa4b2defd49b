package io.github.devopsagent.git.internal.message;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/**
 * The first of many, for a message.
 *
 * @param first at most {@link FirstPaths#LIMIT}
 * @param count how many there are in all
 */
public record FirstOf<T>(List<T> first, int count) {

    public FirstOf {
        first = List.copyOf(first);
        if (first.size() != Math.min(count, FirstPaths.LIMIT)) {
            throw new IllegalArgumentException("of " + count + ", the first " + first.size() + " are given");
        }
    }

    public static <T> FirstOf<T> none() {
        return new FirstOf<>(List.of(), 0);
    }

    public static <S, T> FirstOf<T> of(Collection<S> all, Function<? super S, ? extends T> shown) {
        return new FirstOf<>(all.stream().limit(FirstPaths.LIMIT).<T>map(shown).toList(), all.size());
    }

    public boolean isEmpty() {
        return count == 0;
    }

    /** Each on a line of its own, indented, and below them how many more there are. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        first.forEach(each -> lines.add("  " + each));
        if (count > first.size()) {
            lines.add("  and " + (count - first.size()) + " more");
        }
        return lines;
    }

    /** Keeps the first, and counts. */
    public static final class Counting<T> {

        private final List<T> first = new ArrayList<>();
        private int count;

        public void add(T each) {
            if (count < FirstPaths.LIMIT) {
                first.add(each);
            }
            count++;
        }

        public FirstOf<T> result() {
            return new FirstOf<>(first, count);
        }
    }
}
