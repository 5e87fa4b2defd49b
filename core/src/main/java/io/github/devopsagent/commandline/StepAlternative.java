package io.github.devopsagent.commandline;

import io.github.devopsagent.commandline.ShellNode.PipedCommands;
import io.github.devopsagent.commandline.ShellNode.SimpleWords;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Tells what a step does if a command of it fails, and whether that command does more than to ask something. */
final class StepAlternative {

    private static final Set<String> TELLING = Set.of(
            "echo",
            "printf",
            "logger",
            "touch",
            "mail",
            "mailx",
            "sendmail",
            "mutt",
            "msmtp",
            "wall",
            "notify-send",
            "sleep",
            "date");

    /** Of a check they leave something behind as well. */
    private static final Set<String> WRITERS =
            Set.of("cp", "mv", "ln", "mkdir", "rm", "chmod", "chown", "truncate", "install");

    /** What comes to its end by itself, as no service does. */
    private static final Pattern JOB = Pattern.compile("rsync|scp|cp|mv|tar|curl|wget|git|kubectl|helm|terraform"
            + "|ansible-playbook|aws|gcloud|az|make|pg_dump|mysqldump|ssh|(?:.*/)?[\\w-]*(?:deploy|migrat|backup|build"
            + "|install|upgrad|releas|restor|sync|updat)[\\w.-]*");

    /** Their failure is an answer. */
    private static final Set<String> ASKING = Set.of(
            "test", "[", "[[", "command", "type", "which", "hash", "grep", "egrep", "fgrep", "pgrep", "diff", "cmp",
            "id", "getent", "true", "false", ":");

    /** Of these one expects that a check heeds what they find. */
    private static final Set<String> ASKED =
            Set.of("curl", "wget", "nc", "test", "[", "[[", "grep", "pgrep", "pidof", "pg_isready", "systemctl");

    private StepAlternative() {}

    static boolean isMark(String program) {
        return TELLING.contains(program);
    }

    static boolean isWriter(String program) {
        return WRITERS.contains(program);
    }

    static boolean isJob(String program) {
        return JOB.matcher(program).matches();
    }

    /** Whether it writes a text, and nothing else; {@code true} says more, that the failure does not matter. */
    private static boolean isOnlyTold(PipedCommands pipeline) {
        return pipeline.commands().stream().allMatch(StepAlternative::isOnlyTold);
    }

    /** What decides the end of a step, is told, as by {@code ./deploy.sh || echo failed}, and then forgotten. */
    static Optional<String> forgotten(ShellNode.ListEntry entry, int alternative) {
        return isOnlyTold(entry.pipelines().get(alternative))
                ? acting(entry.pipelines().subList(0, alternative))
                : Optional.empty();
    }

    private static boolean isOnlyTold(ShellNode node) {
        return node instanceof SimpleWords simple
                ? !simple.words().isEmpty()
                        && TELLING.contains(ProgramName.ofSystem(simple.words().get(0)))
                : node instanceof ShellNode.CommandGroup group
                        && group.list().entries().stream()
                                .flatMap(entry -> entry.pipelines().stream())
                                .allMatch(StepAlternative::isOnlyTold);
    }

    /** What asks something, and is not heeded by what stands behind it. */
    static Optional<String> question(ShellNode.ListEntry entry, ShellNode.ListEntry behind) {
        List<ShellNode> commands = entry.pipelines().get(0).commands();
        boolean isOne = entry.pipelines().size() == 1 && commands.size() == 1 && !entry.isInBackground();
        if (!isOne
                || !(commands.get(0) instanceof SimpleWords simple)
                || simple.words().isEmpty()
                || simple.redirections().writesFile()
                || simple.words().stream().anyMatch(word -> word.matches("-[a-zA-Z]*[oO]|--output.*"))) {
            return Optional.empty();
        }
        boolean isHeeded = CountedLoop.words(new ShellNode.CommandList(List.of(behind)))
                .anyMatch(word -> word.contains("$?") || word.equals("exit") || word.equals("return"));
        return ASKED.contains(ProgramName.ofSystem(simple.words().get(0))) && !isHeeded
                ? Optional.of(simple.words().get(0))
                : Optional.empty();
    }

    /** A command that is one word, such as an assignment. */
    static Optional<String> onlyWord(PipedCommands pipeline) {
        return pipeline.commands().size() == 1
                        && pipeline.commands().get(0) instanceof SimpleWords simple
                        && simple.words().size() == 1
                ? simple.words().stream().findFirst()
                : Optional.empty();
    }

    /** The first word of them. */
    static Optional<String> first(List<PipedCommands> pipelines) {
        return pipelines.get(0).commands().get(0) instanceof SimpleWords simple
                ? simple.words().stream().findFirst()
                : Optional.empty();
    }

    /** The first program that may do something; empty if all of them only ask or tell. */
    static Optional<String> acting(List<PipedCommands> pipelines) {
        return pipelines.stream()
                .flatMap(pipeline -> pipeline.commands().stream())
                .flatMap(node -> acting(node).stream())
                .findFirst();
    }

    /** What is tried until it succeeds, or no more. */
    static Optional<String> retried(ShellNode.CommandList body) {
        for (ShellNode.ListEntry entry : body.entries()) {
            if (CountedLoop.hasBreak(new ShellNode.CommandList(List.of(entry)))) {
                ShellNode first = entry.pipelines().get(0).commands().get(0);
                return first instanceof ShellNode.Conditional conditional
                        ? asked(conditional)
                        : acting(entry.pipelines().subList(0, 1));
            }
        }
        return Optional.empty();
    }

    /** The first program in its conditions that may do something. */
    static Optional<String> asked(ShellNode.Conditional conditional) {
        return conditional.branches().stream()
                .flatMap(branch -> branch.condition().entries().stream())
                .flatMap(entry -> acting(entry.pipelines()).stream())
                .findFirst();
    }

    private static Optional<String> acting(ShellNode node) {
        if (node instanceof ShellNode.CommandGroup group) {
            return acting(group.list().entries().stream()
                    .flatMap(entry -> entry.pipelines().stream())
                    .toList());
        }
        return node instanceof SimpleWords simple && !simple.words().isEmpty() && !isQuestion(simple.words())
                ? Optional.of(simple.words().get(0))
                : Optional.empty();
    }

    private static boolean isQuestion(List<String> words) {
        String program = ProgramName.ofSystem(words.get(0));
        return ASKING.contains(program) || TELLING.contains(program) || StateListing.isOne(words);
    }
}
