package io.github.devopsagent.script;

import io.github.devopsagent.program.CommandWrapper;
import io.github.devopsagent.program.ShellName;
import io.github.devopsagent.program.WrapperTrait;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a shebang names. The kernel's rule: up to the first blank it is a program, all the rest is one argument.
 *
 * @param program as it is written
 * @param argument without the blanks around it; empty if there is none
 */
public record Interpreter(String program, Optional<String> argument) {

    /** These take the kernel's one argument as one option; others, such as perl, take it apart. */
    private static final Pattern OPTION_IS_ONE_WORD = Pattern.compile("python[0-9.]*|node|ruby[0-9.]+|busybox|toybox");

    private static final Pattern SPLITS = Pattern.compile("(?:-[iv0]*S|--split-string(?:=|(?=\\s)))\\s*(.*)");

    private static final Pattern ASSIGNMENT = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*=.*");

    private static final Set<String> OPTIONS_WITH_A_WORD = Set.of("-u", "--unset", "-C", "--chdir");

    /**
     * Reads what stands behind {@code #!}.
     *
     * @param text such as {@code /usr/bin/env bash}
     * @return the program and its argument
     */
    public static Interpreter of(String text) {
        String[] parts = text.strip().split("[ \\t]+", 2);
        return new Interpreter(
                parts[0], Optional.of(parts).filter(all -> all.length > 1).map(all -> all[1]));
    }

    /**
     * What is executed, with the script's file behind it.
     *
     * @return the program, and its argument if there is one
     */
    public List<String> words() {
        List<String> words = new ArrayList<>(List.of(program));
        argument.ifPresent(words::add);
        return List.copyOf(words);
    }

    /**
     * Whether env looks the program up that executes the script.
     *
     * @return true if it is that, by its name
     */
    public boolean isEnv() {
        return name(program).equals("env");
    }

    /**
     * What executes the script in the end: of {@code /usr/bin/env -S bash -eu}, the words {@code bash} and {@code -eu}.
     *
     * @return at least one word; none if env is not told which
     */
    public List<String> tool() {
        if (!isEnv()) {
            return words();
        }
        List<String> words = envWords();
        int position = 0;
        while (position < words.size() && (words.get(position).startsWith("-") || isAssignment(words.get(position)))) {
            position += OPTIONS_WITH_A_WORD.contains(words.get(position)) ? 2 : 1;
        }
        return words.subList(Math.min(position, words.size()), words.size());
    }

    /**
     * Whether env has a PATH of its own.
     *
     * @return true if a tool cannot be looked up along that of the step
     */
    public boolean hasOwnPath() {
        return isEnv() && envWords().stream().anyMatch(word -> word.startsWith("PATH="));
    }

    private List<String> envWords() {
        String text = argument.orElse("");
        Matcher splits = SPLITS.matcher(text);
        return splits.matches()
                ? Arrays.stream(splits.group(1).split("[ \\t]+"))
                        .filter(word -> !word.isEmpty())
                        .toList()
                : argument.stream().toList();
    }

    /**
     * Whether it is a shell of POSIX's kind, which knows {@code set -e} and {@code -n}.
     *
     * @return true for sh, bash, dash, ksh, zsh and their like, also in busybox
     */
    public boolean isShell() {
        List<String> tool = tool();
        return !tool.isEmpty()
                && (ShellName.isPosix(name(tool.get(0)))
                        || (isMultiple(tool) && tool.size() > 1 && ShellName.isPosix(tool.get(1))));
    }

    private static boolean isMultiple(List<String> tool) {
        return CommandWrapper.named(name(tool.get(0)))
                .filter(wrapper -> wrapper.has(WrapperTrait.MULTIPLE))
                .isPresent();
    }

    /**
     * The options that a shell is given.
     *
     * @return the words behind the shell's name
     */
    public ShellOptions options() {
        List<String> tool = tool();
        int behind = !tool.isEmpty() && isMultiple(tool) ? 2 : 1;
        return new ShellOptions(tool.subList(Math.min(behind, tool.size()), tool.size()));
    }

    /**
     * The command that asks a shell whether it can parse what it reads.
     *
     * @return the words of the program, env included, without the shell's own options
     */
    public List<String> parser() {
        return asking("-n");
    }

    /**
     * The command that has a shell execute what it reads.
     *
     * @return the words of the program, env included, without the shell's own options
     */
    public List<String> reader() {
        return asking("-s");
    }

    private List<String> asking(String option) {
        List<String> tool = tool();
        List<String> asked =
                new ArrayList<>(tool.subList(0, tool.size() - options().words().size()));
        asked.add(option);
        if (isEnv() && SPLITS.matcher(argument.orElse("")).matches()) {
            // Not every env knows this option.
            return List.of(program, "-S " + String.join(" ", asked));
        }
        if (isEnv()) {
            asked.add(0, program);
        }
        return List.copyOf(asked);
    }

    /**
     * Why it cannot execute a script.
     *
     * @return what is wrong and what to write; empty if nothing is known to be
     */
    Optional<ScriptFault> fault() {
        if (program.isEmpty()) {
            return fault("a shebang that names no program", "write #!/bin/sh, or #!/usr/bin/env bash");
        }
        if (!program.startsWith("/")) {
            return fault(
                    "the shebang's program '" + program + "', which is no absolute path",
                    "write #!/usr/bin/env " + name(program) + ", or where it is");
        }
        return isEnv() ? faultOfEnv() : faultOfProgram();
    }

    private Optional<ScriptFault> faultOfEnv() {
        String text = argument.orElse("");
        boolean splits = SPLITS.matcher(text).matches();
        if (!splits && hasBlank(text)) {
            return fault(
                    "the shebang's '" + text + "', which env is handed as one word",
                    "write #!" + program + " -S " + text);
        }
        if (splits && text.chars().anyMatch(each -> "'\"\\$#".indexOf(each) >= 0)) {
            return fault(
                    "quotes, a backslash, '$' or '#' behind env -S in the shebang",
                    "write plain words there, and the rest into the script");
        }
        if (tool().isEmpty()) {
            return fault("a shebang whose env names no program", "write #!" + program + " bash");
        }
        return isShell() ? options().fault() : scriptProgram().fault();
    }

    private Optional<ScriptFault> faultOfProgram() {
        boolean isOneWord =
                isShell() || OPTION_IS_ONE_WORD.matcher(name(program)).matches();
        if (isOneWord && hasBlank(argument.orElse(""))) {
            return fault(
                    "the shebang's '" + argument.orElse("") + "', which " + program + " is handed as one word",
                    "write #!/usr/bin/env -S " + program + " " + argument.orElse(""));
        }
        return isShell() ? options().fault() : scriptProgram().fault();
    }

    /** The kernel's one argument may be several options. */
    private ScriptProgram scriptProgram() {
        List<String> tool = tool();
        List<String> words = new ArrayList<>();
        for (String word : isMultiple(tool) ? tool.subList(1, tool.size()) : tool) {
            words.addAll(words.isEmpty() ? List.of(name(word)) : List.of(word.split("[ \\t]+")));
        }
        return new ScriptProgram(words);
    }

    private static Optional<ScriptFault> fault(String found, String fix) {
        return Optional.of(new ScriptFault(found, fix));
    }

    private static boolean hasBlank(String text) {
        return text.indexOf(' ') >= 0 || text.indexOf('\t') >= 0;
    }

    private static boolean isAssignment(String word) {
        return ASSIGNMENT.matcher(word).matches();
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /**
     * As it stands behind {@code #!}.
     *
     * @return the program, a blank, and its argument
     */
    @Override
    public String toString() {
        return String.join(" ", words());
    }
}
