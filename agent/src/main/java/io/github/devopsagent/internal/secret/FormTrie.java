package io.github.devopsagent.internal.secret;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The forms of secrets by their beginnings, {@link Symbol} by symbol. A node stands for a beginning. */
final class FormTrie {

    /** Nothing was read; as a child it says that there is none. */
    static final int ROOT = 0;

    private static final int[] NONE = {};

    private final Edges children = new Edges();
    private final Set<Integer> symbols = new TreeSet<>();
    private final boolean[] end;
    private final boolean[] goesOn;
    private final boolean[] isWrapped;
    private final int[][] optionalChildren;
    private int nodes = 1;

    FormTrie(Collection<SecretForm> forms) {
        List<int[]> rows = new ArrayList<>();
        int most = 1;
        for (SecretForm form : forms) {
            int[] row = Symbol.of(form);
            rows.add(row);
            most = Math.addExact(most, row.length);
        }
        end = new boolean[most];
        goesOn = new boolean[most];
        isWrapped = new boolean[most];
        optionalChildren = new int[most][];
        Arrays.fill(optionalChildren, NONE);
        for (int[] row : rows) {
            add(row);
        }
    }

    private void add(int[] row) {
        int at = ROOT;
        for (int symbol : row) {
            int child = child(at, symbol);
            at = child == ROOT ? append(at, symbol) : child;
        }
        end[at] = true;
    }

    private int append(int parent, int symbol) {
        int child = nodes++;
        children.put(parent, symbol, child);
        symbols.add(symbol);
        goesOn[parent] = true;
        isWrapped[child] = Symbol.isWrapped(symbol);
        if (Symbol.isOptional(symbol)) {
            int[] others = optionalChildren[parent];
            optionalChildren[parent] = Arrays.copyOf(others, others.length + 1);
            optionalChildren[parent][others.length] = child;
        }
        return child;
    }

    /** The node after a symbol more; {@link #ROOT} if no form goes on like this. */
    int child(int node, int symbol) {
        return children.child(node, symbol);
    }

    /** The children that a form may go on from without their symbol. */
    int[] optionalChildren(int node) {
        return optionalChildren[node];
    }

    /** Whether a form ends here. */
    boolean isEnd(int node) {
        return end[node];
    }

    /** Whether a form goes on from here. */
    boolean goesOn(int node) {
        return goesOn[node];
    }

    /** Whether a line may end here. */
    boolean isWrapped(int node) {
        return isWrapped[node];
    }

    /** All symbols of all forms. */
    Set<Integer> symbols() {
        return Set.copyOf(symbols);
    }
}
