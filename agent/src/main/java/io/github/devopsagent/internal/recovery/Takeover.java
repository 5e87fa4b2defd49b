package io.github.devopsagent.internal.recovery;

import io.github.devopsagent.internal.lock.AgentIdentity;
import io.github.devopsagent.internal.lock.PidNamespaces;
import io.github.devopsagent.internal.lock.PidNamespaces.FoundNamespace;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Whether an agent may go on with what another one left: only where everything that may still run of it can be seen, or
 * is proven gone. What is unknown is never equal.
 */
public final class Takeover {

    private static final int MOST_NAMED = 10;

    private final AgentIdentity last;
    private final AgentIdentity here;
    private final PidNamespaces namespaces;
    private final BooleanSupplier hasProcessEnded;
    private final BooleanSupplier isPauseCut;

    /**
     * The question whether one agent may go on with the run of another.
     *
     * @param last who worked on the run last
     * @param here who wants to go on
     * @param namespaces of this machine
     * @param hasProcessEnded whether it is certain that the last agent's process has, if it was process 1
     * @param isPauseCut gives the kernel the time to end a namespace whose process 1 has ended; true if that was cut short
     */
    public Takeover(
            AgentIdentity last,
            AgentIdentity here,
            PidNamespaces namespaces,
            BooleanSupplier hasProcessEnded,
            BooleanSupplier isPauseCut) {
        this.last = last;
        this.here = here;
        this.namespaces = namespaces;
        this.hasProcessEnded = hasProcessEnded;
        this.isPauseCut = isPauseCut;
    }

    /** Why this agent may not go on; empty if it may. */
    public Optional<String> refusal() {
        String before = last.process().bootId();
        String now = here.process().bootId();
        if (!before.isEmpty() && before.equals(now)) {
            return refusalOnThisKernel();
        }
        return isSameMachine(!before.isEmpty() && !now.isEmpty()) ? Optional.empty() : Optional.of(elsewhere());
    }

    /** Whether the machine of an agent was started anew since, so that nothing of it runs any more. */
    static boolean isRestarted(AgentIdentity last, AgentIdentity here) {
        boolean areBootsKnown =
                !last.process().bootId().isEmpty() && !here.process().bootId().isEmpty();
        return areBootsKnown
                && !last.process().bootId().equals(here.process().bootId())
                && isSameMachine(last, here, true);
    }

    private boolean isSameMachine(boolean wasRebooted) {
        return isSameMachine(last, here, wasRebooted);
    }

    /** A cloned machine has the id of the original, so the name of the host has to be the same as well. */
    private static boolean isSameMachine(AgentIdentity last, AgentIdentity here, boolean wasRebooted) {
        boolean sameId = last.machineId().isPresent() && last.machineId().equals(here.machineId());
        boolean sameHost = last.host().equals(here.host());
        if (wasRebooted) {
            return sameId && sameHost && !last.host().equals(AgentIdentity.UNKNOWN);
        }
        if (!hasNoKernelIds(last) || !hasNoKernelIds(here)) {
            return sameId && sameHost && isInitial(last) && isInitial(here) && hasSameBoot(last, here);
        }
        return sameHost;
    }

    /** The same boot id, or none on either side. */
    private static boolean hasSameBoot(AgentIdentity last, AgentIdentity here) {
        return last.process().bootId().equals(here.process().bootId());
    }

    /** Whether process ids of an agent count here as well. */
    static boolean isSeen(AgentIdentity last, AgentIdentity here) {
        boolean isUnknownKernel = hasNoKernelIds(last) && hasNoKernelIds(here);
        return isUnknownKernel
                ? last.host().equals(here.host()) && !last.host().equals(AgentIdentity.UNKNOWN)
                : !last.process().bootId().isEmpty()
                        && hasSameBoot(last, here)
                        && last.pidNamespace().isPresent()
                        && last.pidNamespace().equals(here.pidNamespace());
    }

    /** Not Linux: there a host is known by its name alone. */
    private static boolean hasNoKernelIds(AgentIdentity agent) {
        return agent.process().bootId().isEmpty() && agent.pidNamespace().isEmpty();
    }

    private static boolean isInitial(AgentIdentity agent) {
        return agent.pidNamespace().equals(Optional.of(PidNamespaces.INITIAL));
    }

    private Optional<String> refusalOnThisKernel() {
        if (last.pidNamespace().isEmpty()) {
            // An earlier version of ours did not write it.
            return isInitial(here) && last.host().equals(here.host())
                    ? hidden()
                    : Optional.of(unseen(FoundNamespace.UNKNOWN));
        }
        if (last.pidNamespace().equals(here.pidNamespace())) {
            return hidden();
        }
        FoundNamespace found = look(last.pidNamespace().get());
        return found == FoundNamespace.GONE ? Optional.empty() : Optional.of(unseen(found));
    }

    /** Another user is a reason only where rights are missing. */
    private Optional<String> hidden() {
        List<String> hidden = last.user().equals(here.user())
                ? List.of()
                : namespaces.hiddenOf(last.user(), last.process().startedAt());
        return hidden.isEmpty()
                ? Optional.empty()
                : Optional.of("it was worked on last by " + last + ", and user " + here.user()
                        + " may not look at what still runs of that user, so that it cannot be known whether it belongs"
                        + " to a step: process " + some(hidden) + ". Run an agent as user "
                        + last.user() + ", or as root, or have these processes ended");
    }

    private static String some(List<String> hidden) {
        String first = String.join(", process ", hidden.subList(0, Math.min(hidden.size(), MOST_NAMED)));
        return hidden.size() > MOST_NAMED ? first + " and " + (hidden.size() - MOST_NAMED) + " more" : first;
    }

    /** The kernel ends a whole namespace with its process 1, but frees the lock of that a moment before. */
    private FoundNamespace look(String namespace) {
        FoundNamespace found = namespaces.look(namespace);
        boolean hasEnded = last.process().pid() == 1 && hasProcessEnded.getAsBoolean();
        if (!hasEnded || found == FoundNamespace.GONE || isPauseCut.getAsBoolean()) {
            return found;
        }
        return namespaces.look(namespace) == FoundNamespace.LIVES ? FoundNamespace.LIVES : FoundNamespace.GONE;
    }

    private String elsewhere() {
        return "it was worked on last by " + last + " on " + machine(last) + ", and this is host " + here.host()
                + ", " + machine(here)
                + ", which may be another machine: only there can be known what still runs of it."
                + " Run an agent there";
    }

    private static String machine(AgentIdentity agent) {
        return "machine " + agent.machineId().orElse("of unknown id") + ", boot "
                + (agent.process().bootId().isEmpty()
                        ? "unknown"
                        : agent.process().bootId());
    }

    private String unseen(FoundNamespace found) {
        String what = found == FoundNamespace.LIVES
                ? "processes still run in that namespace, and an agent of this one must not end them"
                : "what may still run of it cannot be seen from here, nor is it proven gone";
        return "it was worked on last by " + last + " in the PID namespace "
                + last.pidNamespace().orElse("that it did not tell") + ", and this agent is in "
                + here.pidNamespace().orElse("one that is unknown")
                + " of the same kernel: " + what
                + ". Run an agent where that one ran; or have containers share their processes (Kubernetes:"
                + " shareProcessNamespace: true), or end with java as their process 1, which ends all that ran in them";
    }
}
