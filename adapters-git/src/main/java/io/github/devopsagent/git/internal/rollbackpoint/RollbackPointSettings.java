package io.github.devopsagent.git.internal.rollbackpoint;

/**
 * How rollback points are made.
 *
 * @param dirtyAllowed whether changes that no commit has are recorded, instead of being an error
 * @param keeping how many points are kept, at least 1
 */
public record RollbackPointSettings(boolean dirtyAllowed, int keeping) {

    /** How many points are kept by default. */
    public static final int KEPT = 10;

    public static final RollbackPointSettings DEFAULT = new RollbackPointSettings(false, KEPT);

    public RollbackPointSettings {
        if (keeping < 1) {
            throw new IllegalArgumentException(
                    "keeping must be at least 1, since the point of the present deployment is one: " + keeping);
        }
    }

    public RollbackPointSettings allowingDirty() {
        return new RollbackPointSettings(true, keeping);
    }

    public RollbackPointSettings keeping(int points) {
        return new RollbackPointSettings(dirtyAllowed, points);
    }
}
