package io.github.devopsagent.program;

import io.github.devopsagent.regex.LazyPattern;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A program that executes the one among its arguments.
 *
 * @param valued options that have a further word
 * @param positions how many words stand between the options and the command
 * @param harmless the options with which it is certain what is executed; empty if that is known of none
 * @param traits what else is known of it
 */
public record CommandWrapper(
        LazyPattern valued, int positions, Optional<HarmlessOptions> harmless, Set<WrapperTrait> traits) {

    /**
     * Options that change neither what is executed nor where.
     *
     * @param alone those that stand alone
     * @param valued those that have a further word
     */
    public record HarmlessOptions(LazyPattern alone, LazyPattern valued) {}

    private static final String NONE = "(?!)";
    private static final LazyPattern ASSIGNMENT = LazyPattern.of("[A-Za-z_]\\w*=.*", Pattern.DOTALL);
    private static final LazyPattern DIRECTORY = LazyPattern.of("-C|--chdir.*");
    private static final LazyPattern LETTERS = LazyPattern.of("-[A-Za-z]{2,}");
    private static final Map<String, CommandWrapper> KNOWN = known();

    public CommandWrapper {
        traits = Set.copyOf(traits);
    }

    private static Map<String, CommandWrapper> known() {
        Map<String, CommandWrapper> all = new HashMap<>();
        put(all, "command", harmless(NONE, 0, "-p", NONE, WrapperTrait.PLAIN));
        put(all, "builtin", of(NONE, 0, WrapperTrait.PLAIN));
        put(all, "exec", harmless("-a", 0, "-[cl]+", "-a", WrapperTrait.PLAIN));
        put(all, "nohup", harmless(NONE, 0, NONE, NONE, WrapperTrait.PLAIN));
        // Of some shells it is a word of their own; of dash and busybox it is a program, which waits.
        put(
                all,
                "time",
                harmless("-[fo]|--(?:format|output)", 0, "-[pv]", "-[fo]", WrapperTrait.PLAIN, WrapperTrait.WAITS));
        put(all, "busybox toybox", harmless(NONE, 0, NONE, NONE, WrapperTrait.PLAIN, WrapperTrait.MULTIPLE));
        put(
                all,
                "nice",
                harmless(
                        "-n|--adjustment",
                        0,
                        "-n-?\\d+|-\\d+|--adjustment=-?\\d+",
                        "-n|--adjustment",
                        WrapperTrait.PLAIN));
        put(all, "ionice", harmless("-[cn]|--class(?:data)?", 0, "-t|-[cn]\\d", "-[cn]", WrapperTrait.PLAIN));
        put(all, "setsid", harmless(NONE, 0, "-[cfw]+|--ctty|--fork|--wait", NONE, WrapperTrait.PLAIN));
        put(
                all,
                "stdbuf",
                harmless(
                        "-[ioe]|--(?:input|output|error)",
                        0,
                        "-[ioe][0L\\d].*|--(?:input|output|error)=.*",
                        "-[ioe]",
                        WrapperTrait.PLAIN));
        put(
                all,
                "env",
                harmless(
                        "-[uC]|--(?:unset|chdir)",
                        0,
                        "-|-i|-0|--ignore-environment|--null|--unset=.*|--chdir=.*",
                        "-u|-C|--unset|--chdir",
                        WrapperTrait.PLAIN,
                        WrapperTrait.ASSIGNS));
        put(
                all,
                "sudo",
                harmless(
                        "-[ugphCrtTUDR]|--(?:user|group|chdir|command-timeout|host|prompt|role|type|other-user|close-from|chroot)",
                        0,
                        "-[nEHPbkS]+|--(?:non-interactive|preserve-env(?:=.*)?|set-home|user=.*|group=.*)",
                        "-[ug]|--user|--group",
                        WrapperTrait.WAITS,
                        WrapperTrait.ASSIGNS,
                        WrapperTrait.OTHER_USER));
        put(all, "doas", harmless("-[auC]", 0, "-n", "-u", WrapperTrait.WAITS, WrapperTrait.OTHER_USER));
        put(
                all,
                "timeout",
                harmless(
                        "-[sk]|--(?:signal|kill-after)",
                        1,
                        "-v|--(?:verbose|foreground|preserve-status|signal=.*|kill-after=.*)",
                        "-[sk]|--signal|--kill-after",
                        WrapperTrait.WAITS));
        put(all, "gtimeout", of("-[sk]|--(?:signal|kill-after)", 1, WrapperTrait.WAITS));
        put(
                all,
                "xargs",
                harmless(
                        "-[adEILnPs]|--(?:arg-file|delimiter|max-args|max-lines|max-procs|max-chars)",
                        0,
                        "-[0rtx]+|-[nPL]\\d+|--(?:null|no-run-if-empty|max-args=\\d+|max-procs=\\d+)",
                        "-[nPL]",
                        WrapperTrait.WAITS,
                        WrapperTrait.FEEDS));
        put(all, "strace ltrace", of("-[aeEIoOpPsSuX]", 0, WrapperTrait.WAITS));
        put(all, "chronic catchsegv", of(NONE, 0, WrapperTrait.WAITS));
        put(all, "tini dumb-init", of("-[pre]|--rewrite", 0, WrapperTrait.WAITS));
        put(
                all,
                "flock",
                of("-[wE]|--(?:wait|timeout|conflict-exit-code)", 1, WrapperTrait.WAITS, WrapperTrait.SCRIPT));
        put(all, "chrt taskset", of("-[TPD]|--sched-(?:runtime|period|deadline)", 1));
        put(all, "prlimit linux32 linux64 eatmydata", of(NONE, 0));
        put(all, "caffeinate", of("-[tw]", 0));
        put(all, "numactl", of("-[NCmip]|--(?:cpunodebind|physcpubind|membind|interleave|preferred)", 0));
        put(
                all,
                "setpriv",
                of(
                        "--(?:[re]?[ug]id|re[ug]id|groups|inh-caps|ambient-caps|bounding-set|securebits|pdeathsig"
                                + "|selinux-label|apparmor-profile)",
                        0,
                        WrapperTrait.OTHER_USER));
        put(all, "gosu su-exec", of(NONE, 1, WrapperTrait.OTHER_USER));
        put(all, "chroot", of("--(?:groups|userspec)", 1, WrapperTrait.ELSEWHERE));
        put(
                all,
                "su",
                of(
                        "-[ucgGsw]|--(?:user|command|group|shell)",
                        0,
                        WrapperTrait.WAITS,
                        WrapperTrait.OTHER_USER,
                        WrapperTrait.SCRIPT,
                        WrapperTrait.UNREAD));
        put(
                all,
                "runuser",
                of(
                        "-[ucgGsw]|--(?:user|command|group|shell)",
                        0,
                        WrapperTrait.WAITS,
                        WrapperTrait.OTHER_USER,
                        WrapperTrait.SCRIPT));
        put(all, "script", of(NONE, 0, WrapperTrait.WAITS, WrapperTrait.SCRIPT, WrapperTrait.UNREAD));
        put(all, "pkexec", of(NONE, 0, WrapperTrait.WAITS, WrapperTrait.OTHER_USER, WrapperTrait.UNREAD));
        put(
                all,
                "unshare nsenter proot bwrap firejail fakeroot systemd-run",
                of(NONE, 0, WrapperTrait.ELSEWHERE, WrapperTrait.UNREAD));
        put(
                all,
                "parallel watch unbuffer valgrind faketime setarch systemd-inhibit",
                of(NONE, 0, WrapperTrait.WAITS, WrapperTrait.UNREAD));
        return Map.copyOf(all);
    }

    private static void put(Map<String, CommandWrapper> all, String names, CommandWrapper wrapper) {
        for (String name : names.split(" ", -1)) {
            all.put(name, wrapper);
        }
    }

    private static CommandWrapper of(String valued, int positions, WrapperTrait... traits) {
        return new CommandWrapper(LazyPattern.of(valued), positions, Optional.empty(), set(traits));
    }

    private static CommandWrapper harmless(
            String valued, int positions, String alone, String harmlessValued, WrapperTrait... traits) {
        HarmlessOptions options = new HarmlessOptions(LazyPattern.of(alone), LazyPattern.of(harmlessValued));
        return new CommandWrapper(LazyPattern.of(valued), positions, Optional.of(options), set(traits));
    }

    private static Set<WrapperTrait> set(WrapperTrait... traits) {
        Set<WrapperTrait> all = EnumSet.noneOf(WrapperTrait.class);
        all.addAll(Arrays.asList(traits));
        return all;
    }

    /**
     * What is known of a program.
     *
     * @param program its name, without a path
     * @return empty if it is none that executes another one
     */
    public static Optional<CommandWrapper> named(String program) {
        return Optional.ofNullable(KNOWN.get(program));
    }

    /** Whether a program, by its name, executes another one. */
    public static boolean isOne(String program) {
        return KNOWN.containsKey(program);
    }

    /** The names of all of them. */
    public static Set<String> names() {
        return KNOWN.keySet();
    }

    /** Whether this is known of it. */
    public boolean has(WrapperTrait trait) {
        return traits.contains(trait);
    }

    /** Whether it executes the command on this machine, among its files and processes. */
    public boolean isLocal() {
        return !has(WrapperTrait.ELSEWHERE);
    }

    /**
     * The command that it executes.
     *
     * @param words its own, with its name
     * @return empty if it executes none, only says what one is, or if that cannot be told
     */
    public List<String> executed(List<String> words) {
        int at = command(words);
        return has(WrapperTrait.UNREAD) || isQuestion(words) || at >= words.size()
                ? List.of()
                : words.subList(at, words.size());
    }

    /**
     * Whether it gets to its command on every machine, and ends as that does.
     *
     * @param words its own, with its name
     */
    public boolean isSureToExecute(List<String> words) {
        return has(WrapperTrait.PLAIN)
                && options(words).stream()
                        .noneMatch(word -> DIRECTORY.matcher(word).matches());
    }

    private List<String> options(List<String> words) {
        return new ArrayList<>(words.subList(1, Math.min(command(words), words.size())));
    }

    /** As {@code command -v} and {@code -V} are. */
    private static boolean isQuestion(List<String> words) {
        return words.size() > 1
                && words.get(0).equals("command")
                && (words.get(1).equals("-v") || words.get(1).equals("-V"));
    }

    private int command(List<String> words) {
        int at = 1;
        while (at < words.size() && isBeforeCommand(words.get(at))) {
            if (words.get(at).equals("--")) {
                at++;
                break;
            }
            at += takesWord(words.get(at)) ? 2 : 1;
        }
        while (at < words.size() && ASSIGNMENT.matcher(words.get(at)).matches()) {
            at++;
        }
        return at + positions;
    }

    /** Of several letters behind one dash, the last one may take a word: {@code sudo -iu app}. */
    private boolean takesWord(String option) {
        if (valued.matcher(option).matches()) {
            return true;
        }
        if (!LETTERS.matcher(option).matches()) {
            return false;
        }
        for (int i = 1; i < option.length(); i++) {
            if (valued.matcher("-" + option.charAt(i)).matches()) {
                return i == option.length() - 1;
            }
        }
        return false;
    }

    private static boolean isBeforeCommand(String word) {
        return word.startsWith("-") || ASSIGNMENT.matcher(word).matches();
    }
}
