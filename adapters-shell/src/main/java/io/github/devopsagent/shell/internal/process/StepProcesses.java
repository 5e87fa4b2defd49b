package io.github.devopsagent.shell.internal.process;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** The processes of one attempt. */
public interface StepProcesses {

    /** Calls the function for each process that runs now, as soon as it is found. */
    View look(Consumer<ProcessHandle> found);

    /**
     * Finds an attempt's processes where there is no /proc: its first process, and the descendants of that which were seen
     * once. One that is born and loses its parent between two looks is missed.
     */
    static StepProcesses descendantsOf(ProcessHandle first) {
        Set<ProcessHandle> seen = new LinkedHashSet<>(Set.of(first));
        return found -> {
            List.copyOf(seen).forEach(each -> each.descendants().forEach(seen::add));
            seen.stream().filter(ProcessHandle::isAlive).forEach(found);
            return View.COMPLETE;
        };
    }

    /** How much a look can have missed. */
    enum View {
        /** Nothing. */
        COMPLETE,
        /** Some process, anybody's, had gone before it could be looked at, and may have left another one behind. */
        SOME_ENDED,
        /** Some process was just starting a program, and did not show whose it is. */
        SOME_HIDDEN
    }
}
