package io.github.devopsagent.program;

import java.util.Set;

/** The names of shells, each of which executes the script that stands behind its option {@code -c}. */
public final class ShellName {

    private static final Set<String> POSIX =
            Set.of("sh", "ash", "bash", "dash", "rbash", "zsh", "ksh", "ksh93", "mksh", "oksh", "lksh", "posh", "yash");

    /** They have another syntax; lists and pipelines are those of every shell. */
    private static final Set<String> OTHERS = Set.of("fish", "csh", "tcsh");

    /** Their last command takes their place, so that the script is no process's arguments any more. */
    private static final Set<String> REPLACED_BY_LAST = Set.of("zsh", "ash", "fish", "csh", "tcsh");

    /** The same, unless that is redirected. */
    private static final Set<String> REPLACED_BY_PLAIN_LAST = Set.of("bash", "rbash");

    /** The same, but only if it is their only command as well. */
    private static final Set<String> REPLACED_BY_ONLY = Set.of("mksh", "ksh", "ksh93", "oksh", "lksh", "yash");

    private ShellName() {}

    /** Whether a program is a shell. */
    public static boolean isOne(String program) {
        return POSIX.contains(program) || OTHERS.contains(program);
    }

    /** Whether it is one of POSIX's kind, which knows {@code set -e} and {@code -n}. */
    public static boolean isPosix(String program) {
        return POSIX.contains(program);
    }

    /**
     * Whether a shell may be gone when the last command of its script runs. What {@code sh} is, is not known: dash, as on Debian,
     * stays.
     *
     * @param program its name
     * @param isOnly whether that command is the only one
     * @param isRedirected whether that command is redirected, if only to {@code /dev/null}, or stands in brackets
     */
    public static boolean isReplacedByLast(String program, boolean isOnly, boolean isRedirected) {
        return REPLACED_BY_LAST.contains(program)
                || (!isRedirected
                        && (REPLACED_BY_PLAIN_LAST.contains(program)
                                || (isOnly && REPLACED_BY_ONLY.contains(program))));
    }
}
