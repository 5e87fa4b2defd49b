package io.github.devopsagent.shell;

/** Stands where an adapter does. */
public final class Neighbour {

    private Neighbour() {}

    /** Something to call. */
    public static void call() {}
}
