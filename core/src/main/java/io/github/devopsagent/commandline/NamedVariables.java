package io.github.devopsagent.commandline;

import io.github.devopsagent.plan.Action;
import io.github.devopsagent.regex.LazyPattern;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;

/**
 * The environment variables that a command visibly names: {@code $NAME} and <code>${NAME…}</code>, whatever quotes they
 * stand in, since {@code sh -c '…'} expands them all the same; and words of capitals, as in {@code docker run -e REGION}.
 * Rather one too many than one too few.
 */
public final class NamedVariables {

    private static final LazyPattern EXPANSION = LazyPattern.of("\\$\\{?[#!]?([A-Za-z_][A-Za-z0-9_]*)");

    /** {@code $((region + 1))} and {@code printenv region}. */
    private static final LazyPattern WITHOUT_A_DOLLAR =
            LazyPattern.of("\\$\\(\\(([^)]*)\\)|\\bprintenv\\s+([^;&|)\\n]*)");

    private static final LazyPattern NAME = LazyPattern.of("[A-Za-z_][A-Za-z0-9_]*");

    /**
     * At least two characters, also behind an option of one letter ({@code -eREGION}); not what gets its value here, as in
     * {@code NODE_ENV=production npm ci}.
     */
    private static final LazyPattern CAPITALS = LazyPattern.of(
            "(?:(?<![A-Za-z0-9_])|(?<=\\s-[a-z]))(?!(?<=^|[\\s;&|(])[A-Z0-9_]+=)[A-Z_][A-Z0-9_]+(?![A-Za-z0-9_])");

    /** What a shell sets itself, each time anew. */
    private static final Set<String> OF_THE_SHELL =
            Set.of("PWD", "OLDPWD", "SHLVL", "_", "PPID", "IFS", "OPTIND", "OPTARG", "PS1", "PS2", "PS4", "LINENO");

    /** A signal as well: {@code kill -TERM}. */
    private static final String TERM = "TERM";

    private NamedVariables() {}

    /**
     * Reads what a step or a health check does.
     *
     * @param action what it does
     * @return the names in its command; empty if it is not a command of the shell
     */
    public static Set<String> in(Action action) {
        Action.Use use = action.use();
        Optional<String> run = use.input().text("run");
        return use.executor().equals(Action.SHELL) && run.isPresent() ? in(run.get()) : Set.of();
    }

    /**
     * The variables that a command line names, in whatever way a shell knows.
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
        Matcher lists = WITHOUT_A_DOLLAR.matcher(command);
        while (lists.find()) {
            Matcher each = NAME.matcher(lists.group(1) == null ? lists.group(2) : lists.group(1));
            while (each.find()) {
                names.add(each.group());
            }
        }
        names.removeAll(OF_THE_SHELL);
        return names;
    }
}
