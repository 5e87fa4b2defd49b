package io.github.devopsagent.commandline;

import io.github.devopsagent.regex.LazyPattern;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Tells commands that list or describe what there is, and succeed whatever state it is in: {@code kubectl get pods} shows
 * pods that crash. They fail only if nobody answers, or what they name is missing.
 */
final class StateListing {

    private static final String OPTIONS = "(?:-\\S+ (?:(?!get |describe |ps |ls |list )[^-\\s]\\S* )?)*";
    private static final String CONTAINERS = "(?:ps|images|stats|inspect|logs|"
            + "(?:container|image|network|volume|service|stack|node|compose) " + OPTIONS
            + "(?:ps|ls|list|logs|images|top|inspect|services))(?: .*)?";
    private static final String CLUSTER = "(?:(?:get|describe|logs|top|events)(?: (?!.*--raw).*)"
            + "|(?:version|events|api-resources|rollout history)(?: .*)?)";

    /** What stands behind the program, with a blank between two words. */
    private static final Map<String, Pattern> LISTINGS = Map.ofEntries(
            listing("kubectl", CLUSTER),
            listing("oc", CLUSTER),
            listing("docker", CONTAINERS),
            listing("podman", CONTAINERS),
            listing("docker-compose", "(?:ps|ls|logs|images|top)(?: .*)?"),
            listing("helm", "(?:list|ls|status|history|get|version|repo list)(?: .*)?"),
            listing("systemctl", "(?:list-\\S+|show|cat)(?: .*)?|--failed|--all|"),
            listing("service", "--status-all"),
            listing("pm2", "(?:list|ls|l|status|jlist|prettylist|describe|show|logs)(?: .*)?"),
            listing("nomad", "(?:\\S+ )?status(?: .*)?"),
            listing("aws", "\\S+ (?:describe|list)-.*"),
            listing("gcloud", "(?:\\S+ )+(?:list|describe)(?: .*)?"),
            listing("az", "(?:\\S+ )+(?:list|show)(?: .*)?"),
            listing("terraform", "(?:show|output|state list)(?: .*)?"),
            listing("heroku", "(?:ps|logs|releases|apps:info)(?: .*)?"),
            listing("fly", "(?:status|logs|releases)(?: .*)?"),
            listing("flyctl", "(?:status|logs|releases)(?: .*)?"),
            listing("ss", ".*"),
            listing("netstat", ".*"),
            listing("journalctl", ".*"));

    /** What a search for a word finds as well, as a part of another one, or behind one. */
    private static final Map<String, String> OPPOSITES = Map.of(
            "active", "inactive",
            "healthy", "unhealthy",
            "ready", "NotReady",
            "available", "unavailable",
            "running", "not running",
            "connected", "disconnected",
            "reachable", "unreachable");

    private static final LazyPattern EXACT = LazyPattern.of("-[a-zA-Z]*[vwx].*|--(?:invert|word|line).*");
    private static final LazyPattern ALL_CONTAINERS =
            LazyPattern.of("(?:docker|podman) (?:compose )?ps (?!.*status=)(?:.* )?(?:-[a-z]*a[a-z]*|--all)(?: .*)?");
    private static final LazyPattern STATE = LazyPattern.of("(?i).*(?:up|running|healthy).*");

    private StateListing() {}

    private static Map.Entry<String, Pattern> listing(String program, String arguments) {
        return Map.entry(program, Pattern.compile(OPTIONS + "(?:" + arguments + ")", Pattern.DOTALL));
    }

    /**
     * A search of what is listed that finds what is broken as well: {@code inactive} has {@code active} in it.
     *
     * @param pipeline of at least two commands
     * @return what people should know of it, with the fix; empty if it finds no more than it should, as far as is known
     */
    static Optional<String> easySearch(ShellNode.PipedCommands pipeline) {
        List<ShellNode> commands = pipeline.commands();
        if (pipeline.isNegated()
                || commands.size() != 2
                || !(commands.get(0) instanceof ShellNode.SimpleWords listed)
                || !(commands.get(1) instanceof ShellNode.SimpleWords search)
                || listed.words().isEmpty()
                || search.words().isEmpty()
                || !PipeEnd.isGrep(search.words().get(0))
                || search.words().stream().anyMatch(word -> EXACT.matcher(word).matches())) {
            return Optional.empty();
        }
        Optional<String> found = search.words().stream()
                .skip(1)
                .filter(word -> !word.startsWith("-"))
                .findFirst();
        if (found.isEmpty()) {
            return Optional.empty();
        }
        String word = found.get();
        Optional<String> opposite = Optional.ofNullable(OPPOSITES.get(word.toLowerCase(Locale.ROOT)));
        boolean ignoresCase =
                search.words().stream().anyMatch(each -> each.matches("-[a-zA-Z]*i[a-zA-Z]*|--ignore-case"));
        boolean isFound = opposite.isPresent() && (ignoresCase || opposite.get().contains(word));
        if (isFound && !(opposite.get().startsWith("not ") && isOne(listed.words()))) {
            return Optional.of(
                    "'grep " + word + "' finds '" + opposite.get()
                            + "' as well: ask for the state, as with 'systemctl is-active', or search for all of the line (grep -x)");
        }
        List<String> lister = OuterCommand.executed(listed.words());
        return ALL_CONTAINERS.matcher(String.join(" ", lister)).matches()
                        && !STATE.matcher(word).matches()
                ? Optional.of("'" + lister.get(0) + " ps' with -a lists what has ended as well: leave -a out")
                : Optional.empty();
    }

    /** Whether a command is one. */
    static boolean isOne(List<String> words) {
        List<String> executed = OuterCommand.executed(words);
        return !executed.isEmpty()
                && Optional.ofNullable(LISTINGS.get(ProgramName.ofSystem(executed.get(0))))
                        .filter(listing -> listing.matcher(String.join(" ", executed.subList(1, executed.size())))
                                .matches())
                        .isPresent();
    }
}
