package io.github.devopsagent.commandline;

import io.github.devopsagent.regex.LazyPattern;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A program that executes the command among its arguments elsewhere, as somebody else or for a limited time. Its own
 * exit code is that command's, unless it does not get there.
 *
 * @param words the command that it executes; one word is a script for a shell if {@code isScript}
 * @param isScript whether a shell reads them there
 * @param isLocal whether it runs on this machine, in its own files
 */
record OuterCommand(List<String> words, boolean isScript, boolean isLocal) {

    /** Of each, the options that have a further word. */
    private static final Map<String, LazyPattern> WRAPPERS = Map.of(
            "sudo", LazyPattern.of("-[ugphCrtUDR]|--(?:user|group|chdir)"),
            "doas", LazyPattern.of("-[uC]"),
            "timeout", LazyPattern.of("-[sk]|--(?:signal|kill-after)"),
            "nice", LazyPattern.of("-n|--adjustment"),
            "ionice", LazyPattern.of("-[cn]"),
            "env", LazyPattern.of("-[uC]|--(?:unset|chdir)"),
            "stdbuf", LazyPattern.of("-[ioe]"),
            "setsid", LazyPattern.of("(?!)"),
            "chroot", LazyPattern.of("(?!)"));

    /** They execute the command behind them, with more words or by other means. */
    private static final Map<String, LazyPattern> FEEDERS =
            Map.of("xargs", LazyPattern.of("-[adEILnPs]"), "strace", LazyPattern.of("-[aeEoOpPsSuX]"));

    private static final Set<String> PLAIN = Set.of("command", "builtin", "nohup", "time", "busybox", "toybox", "exec");
    private static final LazyPattern NONE = LazyPattern.of("(?!)");

    /** How many words stand between the options and the command. */
    private static final Map<String, Integer> POSITIONS = Map.of("timeout", 1, "chroot", 1);

    private static final LazyPattern OF_SSH = LazyPattern.of("-[BbcDEeFIiJLlmOopQRSWw]");
    private static final LazyPattern OF_CONTAINER = LazyPattern.of(
            "-[uwecn]|--(?:user|workdir|env|env-file|container|namespace|index|context|pod-running-timeout)");
    private static final Set<String> CONTAINERS =
            Set.of("docker", "podman", "nerdctl", "docker-compose", "kubectl", "oc");
    private static final Set<String> CLUSTERS = Set.of("kubectl", "oc");
    private static final LazyPattern ASSIGNMENT = LazyPattern.of("[A-Za-z_]\\w*=.*", Pattern.DOTALL);

    /** They hand what they are given to a shell. */
    private static final Set<String> OF_SCRIPTS = Set.of("ssh", "su", "runuser");

    OuterCommand {
        words = List.copyOf(words);
    }

    /**
     * Reads a command.
     *
     * @param all with the program
     * @param document the here-document that it is given
     * @return what it executes; empty if it is no such program, or executes nothing that is seen here
     */
    static Optional<OuterCommand> of(List<String> all, Optional<String> document) {
        String name = ProgramName.ofSystem(all.get(0));
        List<String> words =
                switch (name) {
                    case "ssh" -> behindOptions(all, 1, OF_SSH, 1);
                    case "su", "runuser" -> behindScriptOption(all);
                    default ->
                        CONTAINERS.contains(name)
                                ? inContainer(all, CLUSTERS.contains(name))
                                : WRAPPERS.containsKey(name)
                                        ? behindOptions(all, 1, WRAPPERS.get(name), POSITIONS.getOrDefault(name, 0))
                                        : List.of();
                };
        boolean isScript = OF_SCRIPTS.contains(name);
        if (words.isEmpty() && name.equals("ssh") && document.isPresent()) {
            return Optional.of(new OuterCommand(List.of("sh"), true, false));
        }
        boolean isLocal = WRAPPERS.containsKey(name) && !name.equals("chroot");
        return words.isEmpty() ? Optional.empty() : Optional.of(new OuterCommand(words, isScript, isLocal));
    }

    /** The command that is executed on this machine in the end: without what limits its time, rights or surroundings. */
    static List<String> executed(List<String> words) {
        List<String> rest = words;
        for (List<String> next = behindLocal(rest); !next.isEmpty(); next = behindLocal(rest)) {
            rest = next;
        }
        return rest;
    }

    /** The command that one of this machine executes, which may itself execute another; empty if it executes none. */
    static List<String> behindLocal(List<String> words) {
        if (words.isEmpty()) {
            return List.of();
        }
        String name = ProgramName.ofSystem(words.get(0));
        if (PLAIN.contains(name)) {
            return words.size() > 1 && !words.get(1).startsWith("-") ? words.subList(1, words.size()) : List.of();
        }
        LazyPattern valued = FEEDERS.getOrDefault(name, WRAPPERS.getOrDefault(name, NONE));
        return valued == NONE || name.equals("chroot")
                ? List.of()
                : behindOptions(words, 1, valued, POSITIONS.getOrDefault(name, 0));
    }

    /** As a shell reads it where it is a script. */
    String script() {
        return String.join(" ", words);
    }

    private static List<String> behindOptions(List<String> all, int from, LazyPattern valued, int positions) {
        int at = from;
        while (at < all.size()
                && (all.get(at).startsWith("-")
                        || ASSIGNMENT.matcher(all.get(at)).matches())) {
            at += valued.matcher(all.get(at)).matches() ? 2 : 1;
        }
        at += positions;
        return at < all.size() ? all.subList(at, all.size()) : List.of();
    }

    private static List<String> behindScriptOption(List<String> all) {
        int option = all.indexOf("-c");
        return option > 0 && option + 1 < all.size() ? all.subList(option + 1, option + 2) : List.of();
    }

    private static List<String> inContainer(List<String> all, boolean isCluster) {
        int exec = all.indexOf("exec");
        int dashes = all.indexOf("--");
        if (exec < 0) {
            return List.of();
        }
        return isCluster
                ? dashes > exec ? all.subList(dashes + 1, all.size()) : List.of()
                : behindOptions(all, exec + 1, OF_CONTAINER, 1);
    }
}
