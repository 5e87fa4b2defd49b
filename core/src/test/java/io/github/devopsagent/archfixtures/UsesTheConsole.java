package io.github.devopsagent.archfixtures;

/** Breaks the rule that core prints nothing. */
public final class UsesTheConsole {

    private UsesTheConsole() {}

    static void say() {
        System.out.println("hello");
    }
}
