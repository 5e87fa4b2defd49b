package io.github.devopsagent.internal.secret;

import java.util.Arrays;
import java.util.Collection;

/**
 * Finds where byte strings occur in a stream of bytes. A state stands for the longest end of what was read that a
 * pattern begins with; it says how long the longest pattern is that ends here, and how much may still become one.
 * However many patterns there are, reading takes time in proportion to what is read: each step back along the failures
 * undoes a step forward.
 *
 * <p>Children are lists, not tables: nearly all states have one child, and a private key has very many states.
 *
 * @see <a href="https://doi.org/10.1145/360825.360855">Aho and Corasick, Efficient string matching</a>
 */
final class AhoCorasick {

    /** The state in which nothing was read that matters; as a child or a sibling it says that there is none. */
    static final int START = 0;

    private final int[] fromStart = new int[256];
    private byte[] label;
    private int[] firstChild;
    private int[] sibling;
    private final int[] failure;
    private int[] matched;
    private final int[] open;
    private int states = 1;

    AhoCorasick(Collection<byte[]> patterns) {
        int most = 1 + patterns.stream().mapToInt(each -> each.length).sum();
        label = new byte[most];
        firstChild = new int[most];
        sibling = new int[most];
        matched = new int[most];
        patterns.forEach(this::add);
        label = Arrays.copyOf(label, states);
        firstChild = Arrays.copyOf(firstChild, states);
        sibling = Arrays.copyOf(sibling, states);
        matched = Arrays.copyOf(matched, states);
        failure = new int[states];
        open = new int[states];
        link();
    }

    /**
     * Reads a byte.
     *
     * @param state where we are
     * @param each the byte
     * @return where we are then
     */
    int next(int state, byte each) {
        for (int at = state; at != START; at = failure[at]) {
            int child = child(at, each);
            if (child != START) {
                return child;
            }
        }
        return fromStart[each & 0xFF];
    }

    /** The length of the longest pattern that ends here; 0 if none does. */
    int matched(int state) {
        return matched[state];
    }

    /** How many of the last bytes may be the beginning of a pattern that is not at its end. */
    int open(int state) {
        return open[state];
    }

    private int child(int state, byte each) {
        int child = state == START ? fromStart[each & 0xFF] : firstChild[state];
        while (child != START && label[child] != each) {
            child = sibling[child];
        }
        return child;
    }

    private void add(byte[] pattern) {
        int at = START;
        for (byte each : pattern) {
            int child = child(at, each);
            at = child == START ? append(at, each) : child;
        }
        matched[at] = pattern.length;
    }

    private int append(int parent, byte each) {
        int child = states++;
        label[child] = each;
        sibling[child] = firstChild[parent];
        firstChild[parent] = child;
        if (parent == START) {
            fromStart[each & 0xFF] = child;
        }
        return child;
    }

    /** Visits states by their depth, since a failure leads to a state of less depth. */
    private void link() {
        int[] queue = new int[states];
        int[] depth = new int[states];
        int end = 1;
        for (int i = 0; i < end; i++) {
            int state = queue[i];
            open[state] = firstChild[state] == START ? open[failure[state]] : depth[state];
            matched[state] = Math.max(matched[state], matched[failure[state]]);
            for (int child = firstChild[state]; child != START; child = sibling[child]) {
                failure[child] = state == START ? START : next(failure[state], label[child]);
                depth[child] = depth[state] + 1;
                queue[end++] = child;
            }
        }
    }
}
