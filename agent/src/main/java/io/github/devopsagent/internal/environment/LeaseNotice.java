package io.github.devopsagent.internal.environment;

import java.util.function.Consumer;

/** Tells listeners, without secrets, that a run waits until it is certain again whose its leases are. */
record LeaseNotice(Listeners listeners, RunMask mask) implements Consumer<String> {

    @Override
    public void accept(String why) {
        listeners.waitingFor(mask.text(why));
    }
}
