package io.github.devopsagent.archfixtures;

/** Breaks the rule that core starts nothing. */
public final class StartsAThread {

    private StartsAThread() {}

    static Thread start(Runnable work) {
        return new Thread(work);
    }
}
