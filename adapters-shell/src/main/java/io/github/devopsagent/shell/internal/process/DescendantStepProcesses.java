package io.github.devopsagent.shell.internal.process;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Finds an attempt's processes where there is no /proc: its first process, and the descendants of that which were seen once. One that
 * is born and loses its parent between two looks is missed.
 */
public final class DescendantStepProcesses implements StepProcesses {

    private final Set<ProcessHandle> seen = new LinkedHashSet<>();

    public DescendantStepProcesses(ProcessHandle first) {
        seen.add(first);
    }

    @Override
    public View look(Consumer<ProcessHandle> found) {
        List.copyOf(seen).forEach(each -> each.descendants().forEach(seen::add));
        seen.stream().filter(ProcessHandle::isAlive).forEach(found);
        return View.COMPLETE;
    }
}
