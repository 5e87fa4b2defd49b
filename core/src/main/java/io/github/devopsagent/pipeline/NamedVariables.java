package io.github.devopsagent.pipeline;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The environment variables that a command visibly names: {@code $NAME} and <code>${NAME…}</code>, whatever quotes they
 * stand in, since {@code sh -c '…'} expands them all the same; and words of capitals, as in {@code docker run -e REGION}.
 * Rather one too many than one too few.
 */
public final class NamedVariables {

    private static final Pattern EXPANSION = Pattern.compile("\\$\\{?[#!]?([A-Za-z_][A-Za-z0-9_]*)");

    /** At least two characters; not what gets its value here, as in {@code NODE_ENV=production npm ci}. */
    private static final Pattern CAPITALS =
            Pattern.compile("(?<![A-Za-z0-9_])(?!(?<=^|[\\s;&|(])[A-Z0-9_]+=)[A-Z_][A-Z0-9_]+(?![A-Za-z0-9_])");

    /** What a shell sets itself, each time anew. */
    private static final Set<String> OF_THE_SHELL =
            Set.of("PWD", "OLDPWD", "SHLVL", "_", "PPID", "IFS", "OPTIND", "OPTARG", "PS1", "PS2", "PS4", "LINENO");

    /** A signal as well: {@code kill -TERM}. */
    private static final String TERM = "TERM";

    private NamedVariables() {}

    /**
     * Reads a command.
     *
     * @param command the command line
     * @return the names
     */
    public static Set<String> in(String command) {
        Set<String> names = new TreeSet<>();
        Matcher words = CAPITALS.matcher(command);
        while (words.find()) {
            names.add(words.group());
        }
        names.remove(TERM);
        Matcher expansions = EXPANSION.matcher(command);
        while (expansions.find()) {
            names.add(expansions.group(1));
        }
        names.removeAll(OF_THE_SHELL);
        return names;
    }
}
