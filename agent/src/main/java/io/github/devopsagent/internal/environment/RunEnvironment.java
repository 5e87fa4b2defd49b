package io.github.devopsagent.internal.environment;

import io.github.devopsagent.internal.attempt.Cancellation;
import io.github.devopsagent.internal.disk.DurableFiles;
import io.github.devopsagent.internal.files.EpicRecords;
import io.github.devopsagent.internal.files.RunDirectories;
import io.github.devopsagent.internal.ownership.OwnershipGuard;
import io.github.devopsagent.internal.settings.AgentSettings;
import io.github.devopsagent.internal.settings.HostCalls;
import io.github.devopsagent.internal.store.ConsensusStore;
import io.github.devopsagent.internal.store.DirectoryStore;
import java.time.Clock;
import java.util.Optional;

/**
 * Where and with what an agent works during one call.
 *
 * @param settings the host's choices
 * @param cancellation the host's wish to stop
 * @param clock for the times of events
 * @param durable how files are written
 * @param store the documents of the consensus
 * @param files what the agent keeps for itself
 * @param listeners are told what happens
 * @param mask of the host's secrets
 * @param ownership guards what the agent holds: locks, journal, own files
 */
public record RunEnvironment(
        AgentSettings settings,
        Cancellation cancellation,
        Clock clock,
        DurableFiles durable,
        DirectoryStore store,
        RunDirectories files,
        Listeners listeners,
        RunMask mask,
        OwnershipGuard ownership) {

    public static RunEnvironment of(AgentSettings settings, Cancellation cancellation, RunMask mask) {
        HostCalls calls = HostCalls.within(settings.limits().hostCodeLimit());
        DurableFiles durable = new DurableFiles(settings.machine().disk());
        Listeners listeners =
                new Listeners(settings.code().listeners(), settings.limits().hostCodeLimit());
        return new RunEnvironment(
                settings.withCode(settings.code().limitedBy(calls)),
                cancellation,
                clock(settings),
                durable,
                new DirectoryStore(durable, settings.consensus()),
                new RunDirectories(durable, settings.consensus()),
                listeners,
                mask,
                new OwnershipGuard(settings.machine().watchTiming(), cancellation, new LeaseNotice(listeners, mask)));
    }

    private static Clock clock(AgentSettings settings) {
        Optional<Clock> ofHost = settings.machine().clock();
        return ofHost.isPresent() ? new HostClock(ofHost.get(), settings.consensus()) : new MonotonicClock();
    }

    /** The documents of the consensus, written only while this agent still holds its lock and its own files. */
    public ConsensusStore guardedStore() {
        return new GuardedStore(store, ownership);
    }

    /** The records that are there now, as far as they are about an epic. */
    public EpicRecords records(String epicId) {
        return EpicRecords.read(store.read(), epicId, files.register().read());
    }
}
