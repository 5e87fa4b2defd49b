package io.github.devopsagent.internal.secret;

/** Which node follows another after a symbol, in a hash table: a map of objects would take several times the memory. */
final class Edges {

    private static final int FEWEST_SLOTS = 1 << 4;
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private long[] edges = new long[FEWEST_SLOTS];
    private int[] children = new int[FEWEST_SLOTS];
    private int count;

    /**
     * Adds an edge that is not there.
     *
     * @param child at least 1
     */
    void put(int node, int symbol, int child) {
        if (2 * ++count > edges.length) {
            grow();
        }
        set(edge(node, symbol), child);
    }

    /** The node that follows; 0 if none does. */
    int child(int node, int symbol) {
        return children[slot(edge(node, symbol))];
    }

    private void grow() {
        long[] before = edges;
        int[] theirs = children;
        edges = new long[Math.multiplyExact(2, before.length)];
        children = new int[edges.length];
        for (int i = 0; i < before.length; i++) {
            if (theirs[i] != 0) {
                set(before[i], theirs[i]);
            }
        }
    }

    private void set(long edge, int child) {
        int slot = slot(edge);
        edges[slot] = edge;
        children[slot] = child;
    }

    private static long edge(int node, int symbol) {
        return ((long) node << Integer.SIZE) | symbol;
    }

    /** Where an edge is, or would be. */
    private int slot(long edge) {
        int slot = (int) ((edge * GOLDEN) >>> (Long.SIZE - Integer.numberOfTrailingZeros(edges.length)));
        while (children[slot] != 0 && edges[slot] != edge) {
            slot = (slot + 1) & (edges.length - 1);
        }
        return slot;
    }
}
