package io.github.devopsagent;

import io.github.devopsagent.directory.DirectoryStore;
import io.github.devopsagent.directory.DurableFiles;
import io.github.devopsagent.store.ConsensusStore;
import java.time.Clock;

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
 * @param masking of the host's secrets
 * @param ground what the agent stands on
 */
record Workplace(
        AgentSettings settings,
        Cancellation cancellation,
        Clock clock,
        DurableFiles durable,
        DirectoryStore store,
        RunFiles files,
        Listeners listeners,
        Masking masking,
        Ground ground) {

    static Workplace of(AgentSettings settings, Cancellation cancellation, Masking masking) {
        HostCalls calls = HostCalls.within(settings.limits().hostCodeLimit());
        DurableFiles durable = new DurableFiles(settings.machine().disk());
        return new Workplace(
                settings.withCode(settings.code().limitedBy(calls)),
                cancellation,
                settings.machine().clock().orElseGet(MonotonicClock::new),
                durable,
                new DirectoryStore(durable, settings.consensus()),
                new RunFiles(durable, settings.consensus()),
                new Listeners(settings.code().listeners(), settings.limits().hostCodeLimit()),
                masking,
                new Ground(settings.machine().ground()));
    }

    /** The documents of the consensus, which are written to on firm ground only. */
    ConsensusStore guardedStore() {
        return new GuardedStore(store, ground);
    }

    /** The records that are there now, as far as they are about an epic. */
    EpicRecords records(String epicId) {
        return EpicRecords.read(store.read(), epicId, files.register().read());
    }
}
