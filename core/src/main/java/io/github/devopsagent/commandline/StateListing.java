package io.github.devopsagent.commandline;

import java.util.List;
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

    private StateListing() {}

    private static Map.Entry<String, Pattern> listing(String program, String arguments) {
        return Map.entry(program, Pattern.compile(OPTIONS + "(?:" + arguments + ")", Pattern.DOTALL));
    }

    /** Whether a command is one. */
    static boolean isOne(List<String> words) {
        int first = !words.isEmpty() && ProgramName.ofSystem(words.get(0)).equals("sudo") ? 1 : 0;
        return first < words.size()
                && Optional.ofNullable(LISTINGS.get(ProgramName.ofSystem(words.get(first))))
                        .filter(listing -> listing.matcher(String.join(" ", words.subList(first + 1, words.size())))
                                .matches())
                        .isPresent();
    }
}
