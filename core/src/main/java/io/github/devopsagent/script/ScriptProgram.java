package io.github.devopsagent.script;

import io.github.devopsagent.program.CommandWrapper;
import io.github.devopsagent.program.ShellName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A program in a shebang that is no shell.
 *
 * @param words its name without a path, and its options, each a word
 */
record ScriptProgram(List<String> words) {

    /** These do something with a script's file, but never execute it. */
    private static final Set<String> NO_INTERPRETERS = Set.of(
            ("true false : echo printf cat tac nl head tail less more ls wc sort uniq cut tr tee dd cp mv rm ln mkdir"
                            + " rmdir touch stat file test [ sleep yes seq date pwd basename dirname realpath readlink id"
                            + " whoami hostname uname printenv chmod chown chgrp md5sum sha1sum sha256sum sha512sum cksum"
                            + " sum od xxd hexdump strings base64 diff cmp comm grep egrep fgrep find which du df"
                            + " nologin luac javac gcc cc shellcheck shfmt tar gzip gunzip bat expr tsort split csplit"
                            + " join paste column rev fold fmt pr shuf logger b2sum factor nproc tty users who w"
                            + " curl wget ssh scp mail")
                    .split(" "));

    /** A program that looks into its script for what executes it. */
    private static final String NIX_SHELL = "nix-shell";

    /** Whatever the program is. */
    private static final Pattern ANY =
            Pattern.compile("--(?:version|help|dry-run|check|syntax-check|syntax-only|lint|no-?exec|no-execute)");

    /** By the program's name: the options with which it executes something else than the script, or nothing. */
    private static final Map<Pattern, Pattern> OPTIONS = Map.of(
            Pattern.compile("perl[0-9.]*"), Pattern.compile("-[0-9adflsStTuUwWX]*[cvVheEnp?].*"),
            Pattern.compile("(?:python|pypy)[0-9.]*"), Pattern.compile("-|-[bBdEiIOqPsSuvx]*[cmVh?].*"),
            Pattern.compile("node|nodejs"),
                    Pattern.compile("-|-[cvhep].*|--(?:eval|print|v8-options|completion-bash)(?:=.*)?"),
            Pattern.compile("ruby[0-9.]*"), Pattern.compile("-[aldswvSU]*[chenp].*|--copyright"),
            Pattern.compile("php[0-9.]*"),
                    Pattern.compile("-[nqeH]*[lvimhrwsBRE].*|--(?:info|modules|run|strip|syntax-highlight|ini)"),
            Pattern.compile("(?:g|b)?make"),
                    Pattern.compile("-[bBeikLmprRsSw]*[nqtvh].*|--(?:just-print|recon|question|touch)"),
            Pattern.compile("t?csh"), Pattern.compile("-[bdefimqvVxXl]*[ncts].*"),
            Pattern.compile("fish"), Pattern.compile("-[ilNP]*[nvhc].*|--command(?:=.*)?"),
            Pattern.compile("deno|go|bun"),
                    Pattern.compile("check|lint|fmt|vet|doc|build|compile|bundle|info|cache|eval"));

    /** Modules of Python that execute the script they are given. */
    private static final Set<String> EXECUTING_MODULES = Set.of(
            "pdb",
            "trace",
            "cProfile",
            "profile",
            "runpy",
            "coverage",
            "pytest",
            "unittest",
            "xonsh",
            "IPython",
            "pipenv",
            "poetry",
            "uv");

    ScriptProgram {
        words = List.copyOf(words);
    }

    Optional<ScriptFault> fault() {
        String name = words.get(0);
        if (NO_INTERPRETERS.contains(name)) {
            return Optional.of(new ScriptFault(
                    "the shebang's '" + name + "', which executes no scripts",
                    "name what executes this one, as in #!/bin/sh"));
        }
        if (CommandWrapper.isOne(name) || (!isInterpreter(name) && namesAnother())) {
            return Optional.of(new ScriptFault(
                    "the shebang's '" + name + "', which executes another program",
                    "name only what executes the script, as in #!/bin/sh, and write " + name
                            + " before the commands in it"));
        }
        return words.stream()
                .filter(word -> word.startsWith("/dev/"))
                .findFirst()
                .map(word -> new ScriptFault(
                        "the shebang's '" + word + "', which " + name + " would execute in place of the script",
                        "write the shebang without it"))
                .or(this::faultOfOptions);
    }

    private static boolean isInterpreter(String name) {
        return name.equals(NIX_SHELL)
                || OPTIONS.keySet().stream()
                        .anyMatch(known -> known.matcher(name).matches());
    }

    private boolean namesAnother() {
        return words.stream()
                .skip(1)
                .map(ScriptProgram::name)
                .anyMatch(word -> ShellName.isPosix(word) || NO_INTERPRETERS.contains(word));
    }

    private static String name(String word) {
        return word.substring(word.lastIndexOf('/') + 1);
    }

    private Optional<ScriptFault> faultOfOptions() {
        String name = words.get(0);
        return options().stream()
                .filter(this::executesNothing)
                .findFirst()
                .map(option -> new ScriptFault(
                        "the shebang's '" + option + "', with which " + name
                                + " would not execute the script, or none is known to",
                        "write the shebang without it"));
    }

    /** Up to the first word that is neither an option nor may be an option's value: what follows is for that. */
    private List<String> options() {
        int end = 1;
        while (end < words.size() && (isOption(end) || isOption(end - 1))) {
            end++;
        }
        return words.subList(1, Math.min(words.size(), end + 1));
    }

    private boolean isOption(int position) {
        return words.get(position).startsWith("-");
    }

    private boolean executesNothing(String option) {
        if (ANY.matcher(option).matches()) {
            return true;
        }
        return OPTIONS.entrySet().stream()
                        .filter(entry -> entry.getKey().matcher(words.get(0)).matches())
                        .anyMatch(entry -> entry.getValue().matcher(option).matches())
                && !executesByModule(option);
    }

    private boolean executesByModule(String option) {
        int next = words.indexOf(option) + 1;
        return words.get(0).startsWith("py")
                && option.matches("-[A-Za-z]*m")
                && next < words.size()
                && EXECUTING_MODULES.contains(words.get(next));
    }
}
