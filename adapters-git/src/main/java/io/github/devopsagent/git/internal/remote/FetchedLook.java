package io.github.devopsagent.git.internal.remote;

import io.github.devopsagent.veto.Evidence;
import java.lang.ref.WeakReference;

/** For which look at the evidence the remote was fetched last: its sources begin with the same object, and one fetch serves all. */
public final class FetchedLook {

    private volatile WeakReference<Evidence> last = new WeakReference<>(null);

    boolean is(Evidence evidence) {
        return last.refersTo(evidence);
    }

    void isNow(Evidence evidence) {
        last = new WeakReference<>(evidence);
    }
}
