package io.github.devopsagent.commandline;

import java.util.Set;

/** A list of commands, of a whole script or between brackets, as it is read. */
final class NohupList {

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
            NohupScan.NohupUse found = command.result(depth);
            hasNohup |= found.hasNohup();
            hasDaemon |= found.hasDaemon();
            isPending |= found.hasNohup();
        }
        hasDaemon |= operator.equals("&") && isPending;
        isPending &= IN_ONE_LIST.contains(operator);
        command = new NohupCommand();
    }

    NohupScan.NohupUse end(int depth) {
        endCommand("\n", depth);
        return new NohupScan.NohupUse(hasNohup, hasDaemon);
    }
}
