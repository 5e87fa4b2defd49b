package io.github.devopsagent.commandline;

import io.github.devopsagent.program.CommandWrapper;
import io.github.devopsagent.program.WrapperTrait;
import io.github.devopsagent.regex.LazyPattern;
import java.util.List;
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

    private static final LazyPattern OF_SSH = LazyPattern.of("-[BbcDEeFIiJLlmOopQRSWw]");
    private static final LazyPattern OF_CONTAINER = LazyPattern.of(
            "-[uwecn]|--(?:user|workdir|env|env-file|container|namespace|index|context|pod-running-timeout)");
    private static final Set<String> CONTAINERS =
            Set.of("docker", "podman", "nerdctl", "docker-compose", "kubectl", "oc");
    private static final Set<String> CLUSTERS = Set.of("kubectl", "oc");
    private static final LazyPattern SCRIPT_OPTION = LazyPattern.of("-[a-z]*c|--command");
    private static final LazyPattern ASSIGNMENT = LazyPattern.of("[A-Za-z_]\\w*=.*", Pattern.DOTALL);

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
        if (name.equals("ssh")) {
            List<String> words = behindOptions(all, 1, OF_SSH, 1);
            return words.isEmpty() && document.isPresent()
                    ? Optional.of(new OuterCommand(List.of("sh"), true, false))
                    : ifAny(words, true, false);
        }
        if (CONTAINERS.contains(name)) {
            return ifAny(inContainer(all, CLUSTERS.contains(name)), false, false);
        }
        Optional<CommandWrapper> wrapper = CommandWrapper.named(name);
        // It is the shell that exec ends.
        if (wrapper.isEmpty() || wrapper.get().has(WrapperTrait.FEEDS) || name.equals("exec")) {
            return Optional.empty();
        }
        List<String> script = script(wrapper.get(), all);
        return script.isEmpty()
                ? ifAny(wrapper.get().executed(all), false, wrapper.get().isLocal())
                : ifAny(script, true, false);
    }

    private static Optional<OuterCommand> ifAny(List<String> words, boolean isScript, boolean isLocal) {
        return words.isEmpty() ? Optional.empty() : Optional.of(new OuterCommand(words, isScript, isLocal));
    }

    /** The text that one of this machine hands to a shell, as su does; one word, or none. */
    private static List<String> script(CommandWrapper wrapper, List<String> all) {
        if (!wrapper.has(WrapperTrait.SCRIPT)) {
            return List.of();
        }
        // Behind the words that it must have, or behind any.
        int first = wrapper.positions() > 0 ? all.size() - wrapper.executed(all).size() : 1;
        int last = wrapper.positions() > 0 ? Math.min(first + 1, all.size()) : all.size();
        for (int i = first; i < last && !all.get(i).equals("--"); i++) {
            if (SCRIPT_OPTION.matcher(all.get(i)).matches() && i + 1 < all.size()) {
                return all.subList(i + 1, i + 2);
            }
        }
        return List.of();
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
        Optional<CommandWrapper> wrapper = CommandWrapper.named(ProgramName.ofSystem(words.get(0)));
        return wrapper.isPresent() && wrapper.get().isLocal() ? executed(wrapper.get(), words) : List.of();
    }

    private static List<String> executed(CommandWrapper wrapper, List<String> words) {
        List<String> script = script(wrapper, words);
        return script.isEmpty()
                ? wrapper.executed(words)
                : ShellParser.parse(script.get(0))
                        .flatMap(ShellNode.CommandList::onlyCommand)
                        .orElseGet(List::of);
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

    private static List<String> inContainer(List<String> all, boolean isCluster) {
        int exec = all.indexOf("exec");
        int dashes = all.indexOf("--");
        if (exec < 0) {
            return List.of();
        }
        return isCluster && dashes > exec
                ? all.subList(dashes + 1, all.size())
                : behindOptions(all, exec + 1, OF_CONTAINER, 1);
    }
}
