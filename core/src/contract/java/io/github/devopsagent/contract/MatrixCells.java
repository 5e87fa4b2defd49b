package io.github.devopsagent.contract;

import java.util.List;
import java.util.stream.IntStream;

/** Which cells of a matrix are tried: every few of them by default, and all in the profile {@code matrices}. */
public final class MatrixCells {

    /** The tag of the tests that the profile runs. */
    public static final String TAG = "matrix";

    static final String WHERE_ALL_ARE_RUN = "run with -Dmatrix.every=1, in the profile matrices, and by name";

    private MatrixCells() {}

    private static int every() {
        return Integer.getInteger("matrix.every", 1);
    }

    /** Whether somebody has asked for all, or for these tests by name. */
    static boolean isAsked() {
        return every() == 1 || System.getProperty("test") != null;
    }

    /**
     * Those that are tried; the last one is always among them.
     *
     * @param cells all of them, in their order
     * @param first which of the first few is tried: matrices that are alike leave out different ones
     */
    public static <T> List<T> tried(List<T> cells, int first) {
        int every = every();
        return IntStream.range(0, cells.size())
                .filter(n -> n % every == first % every || n == cells.size() - 1)
                .mapToObj(cells::get)
                .toList();
    }

    /**
     * How far it is from one that is tried to the next.
     *
     * @param most if not all are
     */
    public static int stride(int most) {
        return Math.min(every(), most);
    }

    /**
     * How many of what is drawn, or repeated, are tried.
     *
     * @param all in the profile
     * @param fewest in any case
     */
    public static int drawn(int all, int fewest) {
        return Math.min(all, Math.max(fewest, all / every()));
    }
}
