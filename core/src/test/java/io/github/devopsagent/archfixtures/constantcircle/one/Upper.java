package io.github.devopsagent.archfixtures.constantcircle.one;

import io.github.devopsagent.archfixtures.constantcircle.other.Lower;

/** Needs a constant, which the compiler copies, of a class that needs this one. */
public final class Upper {

    /** Another constant. */
    public static final String NAME = "upper";

    private Upper() {}

    /** The class below. */
    public static String below() {
        return Lower.NAME;
    }
}
