package io.github.devopsagent.git.internal.remote;

import io.github.devopsagent.veto.Evidence;
import java.lang.ref.WeakReference;
import java.util.Optional;

/** For which look at the evidence the remote was fetched last: its sources begin with the same object, and one fetch serves all. */
public final class FetchedLook {

    private volatile Optional<WeakReference<Evidence>> last = Optional.empty();

    boolean is(Evidence evidence) {
        return last.filter(each -> each.refersTo(evidence)).isPresent();
    }

    void isNow(Evidence evidence) {
        last = Optional.of(new WeakReference<>(evidence));
    }
}
