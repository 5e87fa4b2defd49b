package io.github.devopsagent.commandline;

import java.util.regex.Pattern;

/** The closed list of variables on which every command may depend without naming them. */
public final class StandardVariables {

    private static final Pattern CLOSED_LIST = Pattern.compile("PATH|HOME|USER|SHELL|LANG|LC_\\w+|TZ|TMPDIR");

    private StandardVariables() {}

    /**
     * Whether a variable is one of them.
     *
     * @param name the variable's name
     * @return true of PATH, HOME, USER, SHELL, LANG, LC_*, TZ and TMPDIR
     */
    public static boolean contains(String name) {
        return CLOSED_LIST.matcher(name).matches();
    }
}
