package io.github.devopsagent.commandline;

import io.github.devopsagent.commandline.CommandExit.ExitQuestion;
import io.github.devopsagent.commandline.ShellNode.CommandList;
import io.github.devopsagent.commandline.ShellNode.ListEntry;
import io.github.devopsagent.commandline.ShellNode.PipedCommands;
import io.github.devopsagent.commandline.ShellNode.Redirections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds out how a script may end, without executing anything: rather one way too many than one too few. What a program
 * does is not known, unless it succeeds on every system.
 */
final class ExitCodes {

    /** The largest that a program can have. */
    static final int HIGHEST_CODE = 255;

    /** Of scripts in scripts and of loops, which are judged twice, nothing is known that stands deeper. */
    private static final int DEEPEST = 6;

    private final boolean isPart;
    private final ExitQuestion question;
    private int nesting;
    private boolean endsAtFailures;
    private boolean failsWithAnyOfPipe;
    private boolean endsAtUnset;
    private boolean succeedsAtEnd;
    private boolean succeedsAtFailures;
    private boolean hasListing;
    private boolean isAlone;
    private boolean isLast = true;
    private int depth;
    private Optional<String> lost = Optional.empty();
    private Optional<String> lostInside = Optional.empty();
    private Optional<String> lostInRound = Optional.empty();
    private Optional<String> printing = Optional.empty();
    private Optional<String> lostQuestion = Optional.empty();
    private Optional<String> inBackground = Optional.empty();
    private Optional<String> lostInBackground = Optional.empty();
    private Optional<String> foundItself = Optional.empty();
    private List<String> running = List.of();
    private final Optional<UnansweredCheck> unanswered;
    private int highestCode = HIGHEST_CODE;

    /**
     * Of one script.
     *
     * @param endsAtFailures whether it runs under {@code set -e} from the beginning
     * @param isPart whether it has more than one command, so that what one of them writes is not what it asks
     */
    ExitCodes(boolean endsAtFailures, boolean isPart) {
        this(endsAtFailures, isPart, ExitQuestion.ENDS);
    }

    ExitCodes(boolean endsAtFailures, boolean isPart, ExitQuestion question) {
        this.endsAtFailures = endsAtFailures;
        this.isPart = isPart;
        this.question = question;
        this.unanswered =
                question == ExitQuestion.CHECK_UNANSWERED ? Optional.of(new UnansweredCheck()) : Optional.empty();
    }

    /** Of another script in this one. */
    ExitCodes inner(boolean endsAtItsFailures) {
        return new ExitCodes(endsAtItsFailures, true, isStep() ? ExitQuestion.ENDS : question).in(this);
    }

    /** Of a script that another one executes. */
    ExitCodes in(ExitCodes outer) {
        nesting = outer.nesting + 1;
        return whileRunning(outer.running);
    }

    /** Of a script while these command lines run, of which a search for processes may find one. */
    ExitCodes whileRunning(List<String> commandLines) {
        running = commandLines;
        return this;
    }

    List<String> running() {
        return running;
    }

    /** Whether a command is a search that finds who executes it. */
    boolean isFoundAnyway(List<String> words) {
        if (isStep() || words.isEmpty()) {
            return false;
        }
        Optional<String> found = ProcessSearch.found(words, running);
        if (found.isPresent() && foundItself.isEmpty()) {
            foundItself = Optional.of(ProcessSearch.told(words, found.get()));
        }
        return found.isPresent();
    }

    void noteFoundItself(ExitCodes inner) {
        foundItself = foundItself.or(inner::foundItself);
    }

    /** The first search that finds who executes it. */
    Optional<String> foundItself() {
        return foundItself;
    }

    /** What is known of a check that gets no answer; empty if something else is asked. */
    Optional<UnansweredCheck> unanswered() {
        return unanswered;
    }

    /** The largest exit code that the command which ended last may have. */
    int highestCode() {
        return highestCode;
    }

    void noteHighestCode(int code) {
        highestCode = code;
    }

    boolean isStep() {
        return question == ExitQuestion.STEP;
    }

    /** Whether a command is one that lists, and that counts as a success. */
    boolean isListing(List<String> words) {
        boolean isListing = question == ExitQuestion.CHECK_WITH_LISTINGS && StateListing.isOne(words);
        hasListing |= isListing;
        return isListing;
    }

    /** Whether one of its commands lists what there is, and counts as a success. */
    boolean hasListing() {
        return hasListing;
    }

    /** Whether a program that executes a command elsewhere succeeds where that does. */
    boolean isReached() {
        return question == ExitQuestion.CHECK_WITH_LISTINGS;
    }

    /** Whether a command that leaves a mark, or tells somebody, says nothing by its exit code. */
    boolean isMark(String program) {
        return isPart
                && question != ExitQuestion.ENDS
                && (StepAlternative.isMark(program) || (!isStep() && StepAlternative.isWriter(program)));
    }

    /** The first command that may fail. */
    Optional<String> lost() {
        return lost;
    }

    /** A command of a step succeeds although this one, which it executes, may fail. */
    void noteLostInside(String command) {
        lostInside = Optional.of(command);
    }

    boolean hasLostInside() {
        return lostInside.isPresent();
    }

    /** The first command in a loop of which only the last round decides how the loop ends. */
    Optional<String> lostInRound() {
        return lostInRound;
    }

    /** What prints a script that is executed as it comes. */
    Optional<String> printing() {
        return printing;
    }

    void notePrinting(String command) {
        printing = Optional.of(command);
    }

    /** The first command that asks something, and whose answer nobody heeds. */
    Optional<String> lostQuestion() {
        return lostQuestion;
    }

    /** The first command in the background that is not asked for its end. */
    Optional<String> lostInBackground() {
        return lostInBackground.isPresent()
                        || !inBackground.filter(StepAlternative::isJob).isPresent()
                ? lostInBackground
                : inBackground;
    }

    /** Without an argument it succeeds whatever it waits for. */
    void noteWait(boolean isForAll) {
        if (isForAll && lostInBackground.isEmpty()) {
            lostInBackground = inBackground;
        }
        inBackground = Optional.empty();
    }

    /** Whether a script succeeds, whatever its commands find. */
    boolean areSuccess(CommandList script) {
        if (nesting > DEEPEST) {
            return false;
        }
        Set<CommandExit> exits = of(script, EnumSet.of(CommandExit.SUCCESS), false);
        return !exits.contains(CommandExit.FAILURE) && !exits.contains(CommandExit.END_IN_FAILURE);
    }

    /** The first command whose failure ends neither the script nor, where {@code set -e} holds, that line of it. */
    Optional<String> lostLine(CommandList script) {
        int size = script.entries().size();
        for (int i = 0; i < size; i++) {
            ListEntry entry = script.entries().get(i);
            lost = Optional.empty();
            isLast = i + 1 == size;
            if (areSuccess(new CommandList(List.of(entry))) && endsAtFailures && lost.isPresent()) {
                return lost;
            }
        }
        return Optional.empty();
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
    Set<CommandExit> of(CommandList list, Set<CommandExit> before, boolean isTested) {
        depth++;
        Set<CommandExit> all = EnumSet.noneOf(CommandExit.class);
        Set<CommandExit> last = EnumSet.copyOf(before);
        boolean isLastOfAll = isLast;
        int size = list.entries().size();
        for (int i = 0; i < size && !last.isEmpty(); i++) {
            ListEntry entry = list.entries().get(i);
            isLast = isLastOfAll && i + 1 == size;
            isAlone = depth == 1
                    && entry.pipelines().size() == 1
                    && entry.pipelines().get(0).commands().size() == 1;
            last = entry.isInBackground() ? inBackground(entry, last) : of(entry, last, isTested);
            if (depth == 1 && i + 1 < size && last.contains(CommandExit.FAILURE) && lostQuestion.isEmpty()) {
                lostQuestion = StepAlternative.question(entry, list.entries().get(i + 1));
            }
            if (depth == 1 && succeedsAtEnd && last.remove(CommandExit.END_IN_FAILURE)) {
                last.add(CommandExit.END_IN_SUCCESS);
            }
            all.addAll(last);
            last.removeAll(CommandExit.ENDS);
            all.retainAll(CommandExit.ENDS);
        }
        isLast = isLastOfAll;
        all.addAll(last);
        if (depth == 1 && succeedsAtEnd && all.remove(CommandExit.FAILURE)) {
            all.add(CommandExit.SUCCESS);
        }
        depth--;
        return all;
    }

    /** What is known of a trap in the list of the script itself; elsewhere nobody knows whether it is set. */
    boolean note(ExitTrap trap) {
        if (isAlone && trap.ofFailures()) {
            succeedsAtFailures = trap.succeeds();
            endsAtFailures |= trap.end().isPresent();
        } else if (isAlone) {
            succeedsAtEnd = trap.succeeds();
        }
        return isAlone || trap.end().isEmpty();
    }

    /** Another program takes the shell's place, and its traps are gone. */
    void noteReplaced() {
        succeedsAtEnd = false;
    }

    private Set<CommandExit> inBackground(ListEntry entry, Set<CommandExit> before) {
        of(entry, before, true);
        if (inBackground.isEmpty()) {
            inBackground = StepAlternative.acting(entry.pipelines());
        }
        return EnumSet.of(CommandExit.SUCCESS);
    }

    private Set<CommandExit> of(ListEntry entry, Set<CommandExit> before, boolean isTested) {
        boolean endedBefore = endsAtFailures;
        int count = entry.pipelines().size();
        Set<CommandExit> all = of(entry.pipelines().get(0), before, isTested || count > 1);
        int highest = highestCode;
        for (int i = 1; i < count; i++) {
            CommandExit asked = entry.isSuccessAsked().get(i - 1) ? CommandExit.SUCCESS : CommandExit.FAILURE;
            if (all.remove(asked)) {
                Map<String, SilentOutput> known = known();
                boolean isSure = all.isEmpty();
                all.addAll(of(entry.pipelines().get(i), EnumSet.of(asked), isTested || i + 1 < count));
                forgetUnless(isSure, known);
                highest = Math.max(highest, highestCode);
                if (isStep() && asked == CommandExit.FAILURE) {
                    Optional<String> forgotten = isLast ? StepAlternative.forgotten(entry, i) : Optional.empty();
                    lost = lost.or(() -> forgotten);
                    if (forgotten.isEmpty()) {
                        all.add(asked);
                    }
                }
            }
        }
        endsAtFailures |= endedBefore && count > 1;
        highestCode = highest;
        return all;
    }

    private Map<String, SilentOutput> known() {
        return unanswered.map(UnansweredCheck::variables).orElse(Map.of());
    }

    /** What has been set since then may not have been, or only in a shell of its own. */
    private void forgetUnless(boolean isSure, Map<String, SilentOutput> before) {
        unanswered.filter(check -> !isSure).ifPresent(check -> check.keepOnly(before));
    }

    private Set<CommandExit> of(PipedCommands pipeline, Set<CommandExit> before, boolean isTested) {
        boolean isOne = pipeline.commands().size() == 1;
        Optional<CommandExit> denied = unanswered.flatMap(check -> check.ofDenied(pipeline));
        Set<CommandExit> found = denied.isPresent()
                ? EnumSet.of(denied.get())
                : isOne
                        ? of(pipeline.commands().get(0), before, isTested || pipeline.isNegated())
                        : ofPipe(pipeline.commands(), before, isTested || pipeline.isNegated());
        ShellNode last = pipeline.commands().get(pipeline.commands().size() - 1);
        boolean isKnown = last instanceof ShellNode.SimpleWords || last instanceof ShellNode.CommandGroup;
        if (!isKnown || (!isOne && failsWithAnyOfPipe)) {
            highestCode = HIGHEST_CODE;
        }
        if (pipeline.isNegated()) {
            highestCode = 1;
            return CommandExit.negated(found);
        }
        if (endsAtFailures && !isTested && found.remove(CommandExit.FAILURE)) {
            found.add(succeedsAtFailures ? CommandExit.END_IN_SUCCESS : CommandExit.END_IN_FAILURE);
        }
        return found;
    }

    private Set<CommandExit> ofPipe(List<ShellNode> piped, Set<CommandExit> before, boolean isTested) {
        List<ShellNode> commands = PipeEnd.withoutBrackets(piped);
        Map<String, SilentOutput> knownBefore = known();
        boolean endedBefore = endsAtFailures;
        boolean mayFail = false;
        Optional<String> lostBefore = lostInRound;
        for (ShellNode each : commands.subList(0, commands.size() - 1)) {
            mayFail |= CommandExit.inSubshell(of(each, before, isTested)).contains(CommandExit.FAILURE);
        }
        lostInRound = lostBefore;
        Optional<CommandExit> known = unanswered().flatMap(check -> check.ofPipe(commands));
        highestCode = known.isPresent() ? 1 : highestCode;
        boolean isKnown = known.isPresent()
                || PipeEnd.isSuccess(commands, running)
                || (isStep() && PipeEnd.takesNothing(commands));
        Set<CommandExit> found = isKnown
                ? EnumSet.of(known.orElse(CommandExit.SUCCESS))
                : CommandExit.inSubshell(of(commands.get(commands.size() - 1), before, isTested));
        endsAtFailures |= endedBefore;
        forgetUnless(false, knownBefore);
        if (mayFail && failsWithAnyOfPipe) {
            found.add(CommandExit.FAILURE);
        }
        return found;
    }

    private Set<CommandExit> of(ShellNode node, Set<CommandExit> before, boolean isTested) {
        if (node instanceof ShellNode.SimpleWords simple) {
            lostInside = Optional.empty();
            Set<CommandExit> found = withRedirections(new SimpleExits(this, before).of(simple), simple.redirections());
            if (lost.isEmpty() && !isTested) {
                lost = lostInside;
            }
            if (lost.isEmpty()
                    && !(isStep() && isTested)
                    && found.contains(CommandExit.FAILURE)
                    && !simple.words().isEmpty()) {
                lost = Optional.of(simple.words().get(0));
            }
            return found;
        }
        if (node instanceof ShellNode.CommandGroup group) {
            Map<String, SilentOutput> known = known();
            Set<CommandExit> inner = of(group.list(), before, isTested);
            forgetUnless(!group.isSubshell(), known);
            return withRedirections(group.isSubshell() ? CommandExit.inSubshell(inner) : inner, group.redirections());
        }
        if (node instanceof ShellNode.Conditional conditional) {
            Set<CommandExit> found = withRedirections(of(conditional, before, isTested), conditional.redirections());
            if (isStep() && isLast && !isTested && lost.isEmpty() && !found.contains(CommandExit.FAILURE)) {
                lost = StepAlternative.asked(conditional);
            }
            return found;
        }
        if (node instanceof ShellNode.ForLoop loop) {
            boolean isNone =
                    unanswered.filter(check -> check.hasNoRound(loop.words())).isPresent();
            boolean areSeveral = !String.join(" ", loop.words()).matches("[\\w.:/-]+");
            Set<CommandExit> found =
                    isNone ? EnumSet.of(CommandExit.SUCCESS) : ofRounds(loop.body(), isTested, areSeveral);
            return withRedirections(found, loop.redirections());
        }
        ShellNode.WhileLoop loop = (ShellNode.WhileLoop) node;
        Set<CommandExit> found = of(loop.condition(), before, true);
        found.retainAll(CommandExit.ENDS);
        found.addAll(ofRounds(loop.body(), isTested, true));
        if (CountedLoop.mayBeEndless(loop)) {
            found.add(CommandExit.END_IN_FAILURE);
        }
        return withRedirections(found, loop.redirections());
    }

    /** What the first round switches on holds in the second; of no round at all it is a success. */
    private Set<CommandExit> ofRounds(CommandList body, boolean isTested, boolean areSeveral) {
        if (nesting >= DEEPEST) {
            noteUnknownSettings();
            return EnumSet.allOf(CommandExit.class);
        }
        nesting++;
        Map<String, SilentOutput> known = known();
        of(body, EnumSet.of(CommandExit.SUCCESS), isTested);
        Set<CommandExit> found = of(body, EnumSet.of(CommandExit.SUCCESS, CommandExit.FAILURE), isTested);
        if (areSeveral && !isTested && lostInRound.isEmpty() && mayFail(body, found) && !CountedLoop.hasBreak(body)) {
            List<PipedCommands> last =
                    body.entries().get(body.entries().size() - 1).pipelines();
            lostInRound = isStep() ? StepAlternative.acting(last) : StepAlternative.first(last);
        }
        nesting--;
        forgetUnless(false, known);
        found.add(CommandExit.SUCCESS);
        if (isStep() && isLast && !isTested && lost.isEmpty() && !found.contains(CommandExit.FAILURE)) {
            lost = StepAlternative.retried(body);
        }
        return found;
    }

    /** Also of a step, an alternative that succeeds leaves no failure. */
    private boolean mayFail(CommandList body, Set<CommandExit> found) {
        return found.contains(CommandExit.FAILURE)
                && (!isStep()
                        || inner(endsAtFailures)
                                .of(body, CommandExit.unknown(), false)
                                .contains(CommandExit.FAILURE));
    }

    private Set<CommandExit> of(ShellNode.Conditional conditional, Set<CommandExit> before, boolean isTested) {
        Set<CommandExit> all = EnumSet.noneOf(CommandExit.class);
        Set<CommandExit> from = before;
        Map<String, SilentOutput> known = known();
        boolean isSure = true;
        for (ShellNode.ConditionalBranch branch : conditional.branches()) {
            Set<CommandExit> condition = of(branch.condition(), from, true);
            int highestOfCondition = highestCode;
            condition.stream().filter(CommandExit::isEnd).forEach(all::add);
            isSure &= condition.size() == 1;
            if (condition.contains(CommandExit.SUCCESS)) {
                Set<CommandExit> held = conditional.isChoice() ? before : EnumSet.of(CommandExit.SUCCESS);
                all.addAll(of(branch.body(), held, isTested));
            }
            highestCode = highestOfCondition;
            forgetUnless(isSure, known);
            if (!condition.contains(CommandExit.FAILURE)) {
                return all;
            }
            from = conditional.isChoice() ? before : EnumSet.of(CommandExit.FAILURE);
        }
        Optional<CommandList> otherwise = conditional.otherwise();
        all.addAll(otherwise.isPresent() ? of(otherwise.get(), from, isTested) : EnumSet.of(CommandExit.SUCCESS));
        forgetUnless(isSure, known);
        return all;
    }

    private Set<CommandExit> withRedirections(Set<CommandExit> exits, Redirections redirections) {
        if (redirections.readsFile() || (redirections.writesFile() && !isPart)) {
            exits.add(CommandExit.FAILURE);
        }
        return exits;
    }
}
