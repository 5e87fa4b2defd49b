package io.github.devopsagent.archfixtures.constantcircle.other;

import io.github.devopsagent.archfixtures.constantcircle.one.Upper;

/** Needs a constant, which the compiler copies, of a class that needs this one. */
public final class Lower {

    /** Another constant. */
    public static final String NAME = "lower";

    private Lower() {}

    /** The class above. */
    public static String above() {
        return Upper.NAME;
    }
}
