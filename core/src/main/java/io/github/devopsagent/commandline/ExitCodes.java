package io.github.devopsagent.commandline;

import io.github.devopsagent.commandline.ShellNode.CommandList;
import io.github.devopsagent.commandline.ShellNode.Entry;
import io.github.devopsagent.commandline.ShellNode.Pipeline;
import io.github.devopsagent.commandline.ShellNode.Redirections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds out how a script may end, without executing anything: rather one way too many than one too few. What a program
 * does is not known, unless it succeeds on every system.
 */
final class ExitCodes {

    /** What may become of a command. */
    enum Exit {
        SUCCESS,
        FAILURE,
        /** It ends the script as well. */
        END_IN_SUCCESS,
        END_IN_FAILURE;

        boolean isEnd() {
            return this == END_IN_SUCCESS || this == END_IN_FAILURE;
        }
    }

    private final boolean isPart;
    private boolean endsAtFailures;
    private boolean failsWithAnyOfPipe;
    private boolean endsAtUnset;
    private int depth;
    private Optional<String> lost = Optional.empty();

    /**
     * Of one script.
     *
     * @param endsAtFailures whether it runs under {@code set -e} from the beginning
     * @param isPart whether it has more than one command, so that what one of them writes is not what it asks
     */
    ExitCodes(boolean endsAtFailures, boolean isPart) {
        this.endsAtFailures = endsAtFailures;
        this.isPart = isPart;
    }

    /** The first command that may fail. */
    Optional<String> lost() {
        return lost;
    }

    /** Whether a script succeeds, whatever its commands find. */
    boolean areSuccess(CommandList script) {
        Set<Exit> exits = of(script, EnumSet.of(Exit.SUCCESS), false);
        return !exits.contains(Exit.FAILURE) && !exits.contains(Exit.END_IN_FAILURE);
    }

    void noteOptions(ShellSettings settings) {
        boolean isCertain = depth <= 1;
        endsAtFailures =
                settings.endsAtFailures().filter(ends -> ends || isCertain).orElse(endsAtFailures);
        failsWithAnyOfPipe |= settings.failsWithAnyOfPipe();
        endsAtUnset |= settings.endsAtUnset();
    }

    void noteUnknownSettings() {
        endsAtFailures = true;
        failsWithAnyOfPipe = true;
        endsAtUnset = true;
    }

    boolean endsAtUnset() {
        return endsAtUnset;
    }

    boolean isPart() {
        return isPart;
    }

    /** How a list may end behind something that ended so; in what is tested, {@code set -e} does nothing. */
    Set<Exit> of(CommandList list, Set<Exit> before, boolean isTested) {
        depth++;
        Set<Exit> all = EnumSet.noneOf(Exit.class);
        Set<Exit> last = EnumSet.copyOf(before);
        for (Entry entry : list.entries()) {
            if (last.isEmpty()) {
                break;
            }
            last = entry.isInBackground() ? inBackground(entry, last) : of(entry, last, isTested);
            all.addAll(last);
            last.removeIf(Exit::isEnd);
            all.removeIf(exit -> !exit.isEnd());
        }
        all.addAll(last);
        depth--;
        return all;
    }

    private Set<Exit> inBackground(Entry entry, Set<Exit> before) {
        of(entry, before, true);
        return EnumSet.of(Exit.SUCCESS);
    }

    private Set<Exit> of(Entry entry, Set<Exit> before, boolean isTested) {
        boolean endedBefore = endsAtFailures;
        int count = entry.pipelines().size();
        Set<Exit> all = of(entry.pipelines().get(0), before, isTested || count > 1);
        for (int i = 1; i < count; i++) {
            Exit asked = entry.isSuccessAsked().get(i - 1) ? Exit.SUCCESS : Exit.FAILURE;
            if (all.remove(asked)) {
                all.addAll(of(entry.pipelines().get(i), EnumSet.of(asked), isTested || i + 1 < count));
            }
        }
        endsAtFailures |= endedBefore && count > 1;
        return all;
    }

    private Set<Exit> of(Pipeline pipeline, Set<Exit> before, boolean isTested) {
        Set<Exit> found = pipeline.commands().size() == 1
                ? of(pipeline.commands().get(0), before, isTested || pipeline.isNegated())
                : ofPipe(pipeline.commands(), before, isTested || pipeline.isNegated());
        if (pipeline.isNegated()) {
            return negated(found);
        }
        if (endsAtFailures && !isTested && found.remove(Exit.FAILURE)) {
            found.add(Exit.END_IN_FAILURE);
        }
        return found;
    }

    private static Set<Exit> negated(Set<Exit> exits) {
        Set<Exit> negated = EnumSet.copyOf(exits);
        negated.removeIf(exit -> !exit.isEnd());
        if (exits.contains(Exit.SUCCESS)) {
            negated.add(Exit.FAILURE);
        }
        if (exits.contains(Exit.FAILURE)) {
            negated.add(Exit.SUCCESS);
        }
        return negated;
    }

    private Set<Exit> ofPipe(List<ShellNode> commands, Set<Exit> before, boolean isTested) {
        boolean endedBefore = endsAtFailures;
        boolean mayFail = false;
        for (ShellNode each : commands.subList(0, commands.size() - 1)) {
            mayFail |= inSubshell(of(each, before, isTested)).contains(Exit.FAILURE);
        }
        ShellNode last = commands.get(commands.size() - 1);
        Set<Exit> found =
                PipeEnd.isSuccess(commands) ? EnumSet.of(Exit.SUCCESS) : inSubshell(of(last, before, isTested));
        endsAtFailures |= endedBefore;
        if (mayFail && failsWithAnyOfPipe) {
            found.add(Exit.FAILURE);
        }
        return found;
    }

    /** Its end is that of no more than itself. */
    private static Set<Exit> inSubshell(Set<Exit> exits) {
        Set<Exit> found = EnumSet.noneOf(Exit.class);
        exits.forEach(
                exit -> found.add(exit == Exit.SUCCESS || exit == Exit.END_IN_SUCCESS ? Exit.SUCCESS : Exit.FAILURE));
        return found;
    }

    private Set<Exit> of(ShellNode node, Set<Exit> before, boolean isTested) {
        if (node instanceof ShellNode.Simple simple) {
            Set<Exit> found = withRedirections(new SimpleExits(this, before).of(simple.words()), simple.redirections());
            if (lost.isEmpty()
                    && found.contains(Exit.FAILURE)
                    && !simple.words().isEmpty()) {
                lost = Optional.of(simple.words().get(0));
            }
            return found;
        }
        if (node instanceof ShellNode.Group group) {
            Set<Exit> inner = of(group.list(), before, isTested);
            return withRedirections(group.isSubshell() ? inSubshell(inner) : inner, group.redirections());
        }
        if (node instanceof ShellNode.Conditional conditional) {
            return withRedirections(of(conditional, before, isTested), conditional.redirections());
        }
        if (node instanceof ShellNode.Loop loop) {
            // What the first round switches on holds in the second.
            of(loop.body(), EnumSet.of(Exit.SUCCESS), isTested);
            Set<Exit> body = of(loop.body(), EnumSet.of(Exit.SUCCESS, Exit.FAILURE), isTested);
            body.add(Exit.SUCCESS);
            return body;
        }
        return EnumSet.of(Exit.SUCCESS, Exit.END_IN_FAILURE);
    }

    private Set<Exit> of(ShellNode.Conditional conditional, Set<Exit> before, boolean isTested) {
        Set<Exit> all = EnumSet.noneOf(Exit.class);
        Set<Exit> from = before;
        for (ShellNode.Branch branch : conditional.branches()) {
            Set<Exit> condition = of(branch.condition(), from, true);
            condition.stream().filter(Exit::isEnd).forEach(all::add);
            if (condition.contains(Exit.SUCCESS)) {
                all.addAll(of(branch.body(), EnumSet.of(Exit.SUCCESS), isTested));
            }
            if (!condition.contains(Exit.FAILURE)) {
                return all;
            }
            from = EnumSet.of(Exit.FAILURE);
        }
        all.addAll(conditional
                .otherwise()
                .map(otherwise -> of(otherwise, EnumSet.of(Exit.FAILURE), isTested))
                .orElseGet(() -> EnumSet.of(Exit.SUCCESS)));
        return all;
    }

    private Set<Exit> withRedirections(Set<Exit> exits, Redirections redirections) {
        if (redirections.readsFile() || (redirections.writesFile() && !isPart)) {
            exits.add(Exit.FAILURE);
        }
        return exits;
    }
}
