package io.github.devopsagent.git;

/**
 * How rollback points are made.
 *
 * @param dirtyAllowed whether changes that no commit has are recorded, instead of being a problem
 * @param keeping how many points are kept, at least 1
 */
record PointSettings(boolean dirtyAllowed, int keeping) {

    /** How many points are kept by default. */
    static final int KEPT = 10;

    static final PointSettings DEFAULT = new PointSettings(false, KEPT);

    PointSettings {
        if (keeping < 1) {
            throw new IllegalArgumentException(
                    "keeping must be at least 1, since the point of the present deployment is one: " + keeping);
        }
    }

    PointSettings allowingDirty() {
        return new PointSettings(true, keeping);
    }

    PointSettings keeping(int points) {
        return new PointSettings(dirtyAllowed, points);
    }
}
