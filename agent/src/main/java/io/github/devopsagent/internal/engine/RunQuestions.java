package io.github.devopsagent.internal.engine;

import io.github.devopsagent.internal.document.ExecutablePlan;
import io.github.devopsagent.internal.journal.EventContext;
import io.github.devopsagent.run.Finding;
import java.util.List;
import java.util.Optional;

/** What {@link RunLoop} asks while a run goes on, each time anew. */
interface RunQuestions {

    /** Whether everything of the plan can run. */
    List<Finding> findings(ExecutablePlan plan);

    /** What gate and rules have against the deployment; none if nothing. */
    List<String> gateReasons();

    /** Why others stop the deployment; none if nobody does. */
    List<String> stops();

    /** What was seen of others, and is not recorded yet: it counts as recorded from now on. */
    Optional<EventContext> observed();
}
