package io.github.devopsagent.internal.disk;

/** As whom this process works, for people. */
public final class CurrentUser {

    /** What Java calls a user without a name, as there are in containers. */
    private static final String NAMELESS = "?";

    private CurrentUser() {}

    /**
     * Its name.
     *
     * @return the name; the number if it has none
     */
    public static String name() {
        String name = System.getProperty("user.name", NAMELESS);
        return name.equals(NAMELESS)
                ? Credentials.current().map(self -> Long.toString(self.user())).orElse(name)
                : name;
    }
}
