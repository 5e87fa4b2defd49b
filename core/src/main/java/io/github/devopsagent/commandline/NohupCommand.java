package io.github.devopsagent.commandline;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A command as it is read: its words, or what stands between its brackets, and where it prints. */
final class NohupCommand {

    private static final String NOHUP = "nohup";
    private static final String EXEC = "exec";

    /** Those that run the command among their arguments. */
    private static final Set<String> WRAPPERS = Set.of(
            EXEC, "command", "builtin", "env", "sudo", "doas", "setsid", "nice", "ionice", "chrt", "taskset", "stdbuf",
            "timeout", "time", "chroot", "runuser", "su", "setpriv", "unshare", "xargs", NOHUP);

    /** Those that take a script behind {@code -c}. */
    private static final Set<String> SHELLS =
            Set.of("sh", "bash", "dash", "ash", "ksh", "zsh", "busybox", "su", "runuser");

    private final List<String> words = new ArrayList<>();
    private NohupScan.NohupUse compound = new NohupScan.NohupUse(false, false);
    private boolean printsElsewhere;
    private boolean complainsElsewhere;

    void add(String word) {
        boolean isAssignment = words.isEmpty() && word.matches("(?s)[A-Za-z_]\\w*\\+?=.*");
        if (!isAssignment) {
            words.add(word);
        }
    }

    void addCompound(NohupScan.NohupUse inner) {
        compound = inner;
    }

    /** Behind its first word none is reserved. */
    boolean hasWords() {
        return !words.isEmpty();
    }

    /** Takes note of {@code 2>file} and its like. */
    void redirect(String operator, String target) {
        String number = operator.replaceAll("\\D", "");
        String kind = operator.substring(number.length());
        boolean isOut = number.isEmpty() || number.equals("1");
        if (kind.startsWith("&>")) {
            printsElsewhere = true;
            complainsElsewhere = true;
        } else if (kind.equals(">&") && isOut) {
            printsElsewhere = target.equals("2") ? complainsElsewhere : !target.equals("1");
        } else if (kind.startsWith(">") && !kind.equals(">&")) {
            printsElsewhere |= isOut;
            complainsElsewhere |= number.equals("2");
        }
    }

    /** Whether it is of the shell itself from here on. */
    boolean isRedirection() {
        return words.equals(List.of(EXEC)) && printsElsewhere;
    }

    NohupScan.NohupUse result(int depth) {
        if (printsElsewhere) {
            return new NohupScan.NohupUse(false, false);
        }
        NohupScan.NohupUse inner = inner(depth);
        return new NohupScan.NohupUse(
                isNohup() || inner.hasNohup() || compound.hasNohup(), inner.hasDaemon() || compound.hasDaemon());
    }

    private boolean isNohup() {
        return isRunByFirst() && words.stream().anyMatch(word -> name(word).equals(NOHUP));
    }

    private boolean isRunByFirst() {
        return !words.isEmpty() && WRAPPERS.contains(name(words.get(0)));
    }

    /** Of the script that it is given as a word. */
    private NohupScan.NohupUse inner(int depth) {
        if (!words.isEmpty() && words.get(0).equals("eval")) {
            return NohupScan.of(String.join(" ", words.subList(1, words.size())), depth + 1);
        }
        boolean isShell = false;
        for (int i = 0; i + 1 < words.size() && (i == 0 || isShell || isRunByFirst()); i++) {
            isShell |= SHELLS.contains(name(words.get(i)));
            if (isShell && words.get(i).matches("-[A-Za-z]*c")) {
                return NohupScan.of(words.get(i + 1), depth + 1);
            }
        }
        return new NohupScan.NohupUse(false, false);
    }

    private static String name(String word) {
        return word.substring(word.lastIndexOf('/') + 1);
    }
}
