package io.github.devopsagent.shell;

/** Stands where an adapter does. */
public final class FakeAdapter {

    private FakeAdapter() {}

    /** Something to call. */
    public static void call() {}
}
