package io.github.devopsagent.commandline;

import io.github.devopsagent.commandline.ShellTokens.ShellToken;
import io.github.devopsagent.program.CommandWrapper;
import io.github.devopsagent.program.ShellName;
import io.github.devopsagent.program.WrapperTrait;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Tells commands that leave a service behind whose output nobody will see: looks through a script for what runs with nohup, by
 * its brackets and lists.
 */
public final class DaemonOutput {

    private static final String REMARK =
            "what it starts with nohup … & prints to the step's output: once the step has ended"
                    + " that is read and dropped; redirect it if you want to see it, as in nohup ./server"
                    + " >>server.log 2>&1 &";

    /**
     * What is found of a script, or of a part of it.
     *
     * @param hasNohup whether something runs with nohup, and prints where the script does
     * @param hasDaemon whether that is left in the background
     */
    record NohupUse(boolean hasNohup, boolean hasDaemon) {}

    private static final Set<String> OPENING = Set.of("{", "if", "while", "until", "for", "case", "select");
    private static final Set<String> CLOSING = Set.of("}", "fi", "done", "esac");
    private static final Set<String> BEFORE_A_COMMAND = Set.of("then", "else", "elif", "do", "!");

    /** So many scripts in scripts are looked into. */
    private static final int DEEPEST = 4;

    private final Deque<NohupList> open = new ArrayDeque<>(List.of(new NohupList(false)));
    private final int depth;

    private DaemonOutput(int depth) {
        this.depth = depth;
    }

    /**
     * Whether a step starts something with {@code nohup … &} and redirects its output nowhere: nohup itself redirects only
     * a terminal.
     *
     * @param command what {@code /bin/sh} is given
     * @return what becomes of the output; empty if no such start is seen
     */
    public static Optional<String> unredirected(String command) {
        return of(command, 0).hasDaemon() ? Optional.of(REMARK) : Optional.empty();
    }

    /** Of a script that stands in another one, so deep. */
    static NohupUse of(String script, int depth) {
        if (depth > DEEPEST) {
            return new NohupUse(false, false);
        }
        DaemonOutput scan = new DaemonOutput(depth);
        Iterator<ShellToken> tokens = ShellTokens.of(script).iterator();
        while (tokens.hasNext()) {
            scan.read(tokens.next(), tokens);
        }
        while (scan.open.size() > 1) {
            scan.close();
        }
        return scan.list().end(depth);
    }

    private NohupList list() {
        return open.element();
    }

    private void read(ShellToken token, Iterator<ShellToken> rest) {
        if (token.isRedirection()) {
            if (rest.hasNext()) {
                list().command().redirect(token.text(), rest.next().text());
            }
        } else if (token.isOperator()) {
            readOperator(token.text());
        } else if (!list().command().hasWords() && token.isReservable()) {
            readFirstWord(token);
        } else {
            list().command().add(token.text());
        }
    }

    private void readOperator(String operator) {
        if (operator.equals(")") && list().isInParentheses()) {
            close();
        } else if (operator.equals("(") && !list().command().hasWords()) {
            open.push(new NohupList(true));
        } else {
            // Also the brackets of a function and of a case.
            list().endCommand(operator, depth);
        }
    }

    private void readFirstWord(ShellToken token) {
        if (CLOSING.contains(token.text()) && open.size() > 1 && !list().isInParentheses()) {
            close();
        } else if (OPENING.contains(token.text())) {
            open.push(new NohupList(false));
        } else if (BEFORE_A_COMMAND.contains(token.text())) {
            list().endCommand(";", depth);
        } else {
            list().command().add(token.text());
        }
    }

    private void close() {
        NohupUse inner = open.pop().end(depth);
        list().command().addCompound(inner);
    }

    /** A list of commands, of a whole script or between brackets, as it is read. */
    private static final class NohupList {

        private static final Set<String> IN_ONE_LIST = Set.of("&&", "||", "|", "|&");

        private final boolean isInParentheses;
        private boolean hasNohup;
        private boolean hasDaemon;

        /** One of those that the next operator may put into the background. */
        private boolean isPending;

        /** By {@code exec >file}. */
        private boolean isRedirected;

        private NohupCommand command = new NohupCommand();

        NohupList(boolean isInParentheses) {
            this.isInParentheses = isInParentheses;
        }

        boolean isInParentheses() {
            return isInParentheses;
        }

        /** The one that is being read. */
        NohupCommand command() {
            return command;
        }

        void endCommand(String operator, int depth) {
            isRedirected |= command.isRedirection();
            boolean isPiped = operator.equals("|") || operator.equals("|&");
            if (!isRedirected && !isPiped) {
                NohupUse found = command.result(depth);
                hasNohup |= found.hasNohup();
                hasDaemon |= found.hasDaemon();
                isPending |= found.hasNohup();
            }
            hasDaemon |= operator.equals("&") && isPending;
            isPending &= IN_ONE_LIST.contains(operator);
            command = new NohupCommand();
        }

        NohupUse end(int depth) {
            endCommand("\n", depth);
            return new NohupUse(hasNohup, hasDaemon);
        }
    }

    /** A command as it is read: its words, or what stands between its brackets, and where it prints. */
    private static final class NohupCommand {

        private static final String NOHUP = "nohup";
        private static final String EXEC = "exec";

        private final List<String> words = new ArrayList<>();
        private NohupUse compound = new NohupUse(false, false);
        private boolean printsElsewhere;
        private boolean complainsElsewhere;

        void add(String word) {
            boolean isAssignment = words.isEmpty() && word.matches("(?s)[A-Za-z_]\\w*\\+?=.*");
            if (!isAssignment) {
                words.add(word);
            }
        }

        void addCompound(NohupUse inner) {
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

        NohupUse result(int depth) {
            if (printsElsewhere) {
                return new NohupUse(false, false);
            }
            NohupUse inner = inner(depth);
            return new NohupUse(
                    isNohup() || inner.hasNohup() || compound.hasNohup(), inner.hasDaemon() || compound.hasDaemon());
        }

        private boolean isNohup() {
            return isRunByFirst() && words.stream().anyMatch(word -> name(word).equals(NOHUP));
        }

        private boolean isRunByFirst() {
            return !words.isEmpty() && CommandWrapper.isOne(name(words.get(0)));
        }

        /** Of the script that it is given as a word. */
        private NohupUse inner(int depth) {
            if (!words.isEmpty() && words.get(0).equals("eval")) {
                return DaemonOutput.of(String.join(" ", words.subList(1, words.size())), depth + 1);
            }
            boolean isShell = false;
            for (int i = 0; i + 1 < words.size() && (i == 0 || isShell || isRunByFirst()); i++) {
                isShell |= takesScript(name(words.get(i)));
                if (isShell && words.get(i).matches("-[A-Za-z]*c")) {
                    return DaemonOutput.of(words.get(i + 1), depth + 1);
                }
            }
            return new NohupUse(false, false);
        }

        private static boolean takesScript(String program) {
            return ShellName.isOne(program)
                    || CommandWrapper.named(program)
                            .filter(wrapper -> wrapper.has(WrapperTrait.SCRIPT))
                            .isPresent();
        }

        private static String name(String word) {
            return word.substring(word.lastIndexOf('/') + 1);
        }
    }
}
