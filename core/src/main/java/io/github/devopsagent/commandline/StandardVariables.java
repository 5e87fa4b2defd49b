package io.github.devopsagent.commandline;

import io.github.devopsagent.regex.LazyPattern;
import java.util.Set;

/** The closed list of variables on which every command may depend without naming them. */
public final class StandardVariables {

    private static final Set<String> NAMES = Set.of("PATH", "HOME", "USER", "SHELL", "LANG", "TZ", "TMPDIR");

    private static final LazyPattern LOCALE = LazyPattern.of("LC_\\w+");

    private StandardVariables() {}

    /**
     * Whether a variable is one of them.
     *
     * @param name the variable's name
     * @return true of PATH, HOME, USER, SHELL, LANG, LC_*, TZ and TMPDIR
     */
    public static boolean contains(String name) {
        // Each process asks this of each of its variables.
        return NAMES.contains(name)
                || (name.startsWith("LC_") && LOCALE.matcher(name).matches());
    }
}
