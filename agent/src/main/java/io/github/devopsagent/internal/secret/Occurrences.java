package io.github.devopsagent.internal.secret;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Finds where secrets occur in a stream of bytes, each of their characters in any of its {@link Spellings}. Reading goes
 * all {@link Way}s at once on which the bytes that were read may be a part of a secret; a {@link State} stands for a set
 * of such ways, and remembers to which state each byte leads. So reading is a look into a table but where it comes to
 * something new, however many secrets there are.
 *
 * <p>What is remembered is limited, and forgotten as a whole when it is too much. May be used by several threads.
 *
 * @see <a href="https://swtch.com/~rsc/regexp/regexp1.html">Cox, Regular expression matching can be simple and fast</a>
 */
final class Occurrences {

    /** How many bytes all states together may need. */
    private static final int MOST_REMEMBERED = 16 << 20;

    /** What a state needs itself. */
    private static final int WEIGHT_OF_STATE = 1280;

    private static final long START = Way.of(FormTrie.ROOT, 0, SpellingTrie.ROOT);

    /** Pairs of bytes by what is known of them: nothing yet (0), or whether an occurrence may begin with them. */
    private static final int PAIRS = 1 << 16;

    private static final byte BEGINS = 1;
    private static final byte BEGINS_NOTHING = 2;

    private final FormTrie forms;
    private final SpellingTrie spellings = new SpellingTrie();
    private volatile Memory memory = new Memory();

    /** Whoever finds one out, finds the same: it does not matter which thread sees it. */
    private final byte[] pairs;

    Occurrences(Collection<SecretForm> secretForms) {
        forms = new FormTrie(secretForms);
        if (!secretForms.isEmpty()) {
            addSpellings();
        }
        pairs = new byte[secretForms.isEmpty() ? 0 : PAIRS];
    }

    private void addSpellings() {
        for (int symbol : forms.symbols()) {
            Symbol.spellings(symbol).forEach(spelling -> spellings.add(spelling, symbol));
        }
        Spellings.between().forEach(mark -> spellings.add(mark, Symbol.BETWEEN));
        Spellings.lineEnds().forEach(end -> spellings.add(end, Symbol.LINE_END));
        Spellings.addRepetitions(spellings);
        spellings.requireFewerNodesThan(Way.MOST_NODES);
    }

    /** Where nothing was read that matters. */
    State start() {
        return memory.start;
    }

    /**
     * Reads a byte.
     *
     * @param state where we are
     * @param each the byte
     * @return where we are then
     */
    State next(State state, byte each) {
        State known = state.next.get(each & 0xFF);
        return known != null ? known : explore(state, each);
    }

    private State explore(State state, byte each) {
        Memory now = memory;
        State here = state.memory == now ? state : now.remembered(state.ways, state.matched);
        Transition step = new Transition(here.ways.count());
        step.go(START, 0, each);
        for (int i = 0; i < here.ways.count(); i++) {
            step.go(here.ways.place(i), here.ways.length(i), each);
        }
        State next = now.remembered(step.ways.build(), step.matched);
        here.next.set(each & 0xFF, next);
        if (now.weight.get() > MOST_REMEMBERED) {
            memory = new Memory();
        }
        return next;
    }

    /** Reads a stream from its beginning, for one thread. */
    Reader reader() {
        return new Reader();
    }

    /**
     * Reads a stream. Most pairs of bytes begin no secret in any spelling: where nothing is open these are passed over without
     * the automaton, which is where the time goes.
     */
    final class Reader {

        private State state = start();

        /**
         * Reads on until an occurrence ends, or all is read.
         *
         * @param from the first byte
         * @param to behind the last one
         * @return behind the last one that was read
         */
        int read(byte[] bytes, int from, int to) {
            State here = state;
            int at = from;
            while (at < to) {
                if (here.open == 0) {
                    at = beginning(bytes, at, to);
                    here = start();
                }
                here = next(here, bytes[at++]);
                if (here.matched > 0) {
                    break;
                }
            }
            state = here;
            return at;
        }

        /** The length of the longest occurrence that ends here; 0 if none does. */
        int matched() {
            return state.matched;
        }

        /** How many of the last bytes may be the beginning of an occurrence that is not at its end. */
        int open() {
            return state.open;
        }

        /** The first place from which an occurrence may begin, as far as two bytes tell; the last byte if there is none. */
        private int beginning(byte[] bytes, int from, int to) {
            int last = to - 1;
            int pair = bytes[from] & 0xFF;
            for (int at = from; at < last; at++) {
                pair = ((pair << 8) | (bytes[at + 1] & 0xFF)) & (PAIRS - 1);
                byte known = pairs[pair];
                if (known != BEGINS_NOTHING && (known == BEGINS || isBeginning(pair))) {
                    return at;
                }
            }
            return last;
        }

        private boolean isBeginning(int pair) {
            State first = next(start(), (byte) (pair >> 8));
            State second = next(first, (byte) pair);
            boolean begins = first.matched > 0 || second.matched > 0 || second.open >= 2;
            pairs[pair] = begins ? BEGINS : BEGINS_NOTHING;
            return begins;
        }
    }

    /** What was found out so far. */
    private static final class Memory {

        private final Map<State, State> states = new ConcurrentHashMap<>();
        private final AtomicInteger weight = new AtomicInteger();
        private final State start = remembered(Ways.NONE, 0);

        State remembered(Ways ways, int matched) {
            State state = new State(this, ways, matched);
            State known = states.putIfAbsent(state, state);
            if (known == null) {
                weight.addAndGet(Ways.WEIGHT * ways.count() + WEIGHT_OF_STATE);
            }
            return known == null ? state : known;
        }
    }

    /** What the bytes that were read may be parts of. */
    static final class State {

        private final Memory memory;
        private final Ways ways;
        private final int matched;
        private final int open;
        private final AtomicReferenceArray<State> next = new AtomicReferenceArray<>(256);

        State(Memory memory, Ways ways, int matched) {
            this.memory = memory;
            this.ways = ways;
            this.matched = matched;
            this.open = ways.longest();
        }

        /** The length of the longest occurrence that ends here; 0 if none does. */
        int matched() {
            return matched;
        }

        /** How many of the last bytes may be the beginning of an occurrence that is not at its end. */
        int open() {
            return open;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof State state && matched == state.matched && ways.equals(state.ways);
        }

        @Override
        public int hashCode() {
            return 31 * matched + ways.hashCode();
        }
    }

    /** The ways after one byte more. */
    private final class Transition {

        private final Ways.WayCollection ways;
        private int matched;

        Transition(int expected) {
            ways = new Ways.WayCollection(expected + 8);
        }

        void go(long way, int before, byte each) {
            int spelling = spellings.child(Way.spelling(way), each);
            if (spelling == SpellingTrie.ROOT) {
                return;
            }
            int length = before + 1;
            int form = Way.form(way);
            for (int symbol : spellings.ended(spelling)) {
                if (symbol == Symbol.BETWEEN) {
                    passMark(form, Way.between(way) + 1, length);
                } else if (symbol == Symbol.LINE_END) {
                    passLineEnd(form, Way.between(way) + 1, length);
                } else {
                    passCharacter(forms.child(form, symbol), 0, length);
                }
            }
            if (spellings.goesOn(spelling)) {
                ways.add(Way.of(form, Way.between(way), spelling), length);
            }
        }

        private void passMark(int form, int between, int length) {
            if (form != FormTrie.ROOT && between <= Spellings.MOST_BETWEEN) {
                ways.add(Way.of(form, between, SpellingTrie.ROOT), length);
            }
        }

        private void passLineEnd(int form, int between, int length) {
            if (forms.isWrapped(form)) {
                passMark(form, between, length);
            }
        }

        private void passCharacter(int form, int between, int length) {
            if (form == FormTrie.ROOT) {
                return;
            }
            if (forms.isEnd(form)) {
                matched = Math.max(matched, length);
            }
            if (forms.goesOn(form)) {
                ways.add(Way.of(form, between, SpellingTrie.ROOT), length);
            }
            for (int optional : forms.optionalChildren(form)) {
                passCharacter(optional, between, length);
            }
        }
    }
}
