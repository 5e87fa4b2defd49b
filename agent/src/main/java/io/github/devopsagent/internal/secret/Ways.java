package io.github.devopsagent.internal.secret;

import java.util.Arrays;

/**
 * A set of {@link Way}s, and of each how many bytes were read on it. Of those to one place only the longest is kept, since
 * it is a part of the longest occurrence.
 */
final class Ways {

    static final Ways NONE = new Ways(new long[0], new int[0]);

    /** In bytes, of one way in memory. */
    static final int WEIGHT = Long.BYTES + Integer.BYTES;

    private final long[] places;
    private final int[] lengths;

    private Ways(long[] places, int[] lengths) {
        this.places = places;
        this.lengths = lengths;
    }

    int count() {
        return places.length;
    }

    long place(int index) {
        return places[index];
    }

    int length(int index) {
        return lengths[index];
    }

    int longest() {
        int longest = 0;
        for (int length : lengths) {
            longest = Math.max(longest, length);
        }
        return longest;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Ways ways && Arrays.equals(places, ways.places) && Arrays.equals(lengths, ways.lengths);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(places) + Arrays.hashCode(lengths);
    }

    /** Collects them in any order. */
    static final class WayCollection {

        private long[] places;
        private int[] lengths;
        private int count;

        WayCollection(int expected) {
            places = new long[expected];
            lengths = new int[expected];
        }

        void add(long place, int length) {
            if (count == places.length) {
                places = Arrays.copyOf(places, 2 * count + 1);
                lengths = Arrays.copyOf(lengths, 2 * count + 1);
            }
            places[count] = place;
            lengths[count++] = length;
        }

        Ways build() {
            if (count == 0) {
                return NONE;
            }
            long[] sorted = Arrays.copyOf(places, count);
            Arrays.sort(sorted);
            int kept = 0;
            for (long place : sorted) {
                if (kept == 0 || sorted[kept - 1] != place) {
                    sorted[kept++] = place;
                }
            }
            int[] longest = new int[kept];
            for (int i = 0; i < count; i++) {
                int at = Arrays.binarySearch(sorted, 0, kept, places[i]);
                longest[at] = Math.max(longest[at], lengths[i]);
            }
            return new Ways(Arrays.copyOf(sorted, kept), longest);
        }
    }
}
