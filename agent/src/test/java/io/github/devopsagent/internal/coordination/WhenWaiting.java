package io.github.devopsagent.internal.coordination;

import io.github.devopsagent.RunListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Does something once when the worker waits, and remembers what it was told. */
final class WhenWaiting implements RunListener {

    private final List<String> told = new ArrayList<>();
    private final Runnable deed;

    WhenWaiting(Runnable deed) {
        this.deed = deed;
    }

    List<String> told() {
        return told;
    }

    @Override
    public void waiting(String why, Duration atMost) {
        told.add(why + " | " + atMost);
        if (told.size() == 1) {
            deed.run();
        }
    }
}
