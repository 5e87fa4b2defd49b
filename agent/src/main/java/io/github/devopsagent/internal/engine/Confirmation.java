package io.github.devopsagent.internal.engine;

import io.github.devopsagent.Preview;
import io.github.devopsagent.internal.environment.RunEnvironment;
import io.github.devopsagent.internal.json.Durations;
import io.github.devopsagent.internal.log.LogContext;
import io.github.devopsagent.internal.log.LogEvent;
import io.github.devopsagent.internal.settings.HostCalls;
import io.github.devopsagent.internal.settings.HostConfirmation;
import io.github.devopsagent.veto.Refusal;
import io.github.devopsagent.veto.RefusalCodes;
import io.github.devopsagent.veto.Source;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Asks the host whether a deployment may begin, and waits for its answer for as long as the host wants. */
final class Confirmation {

    private final RunEnvironment runEnvironment;

    Confirmation(RunEnvironment runEnvironment) {
        this.runEnvironment = runEnvironment;
    }

    /** Why the deployment must not begin; empty if it may. */
    Optional<Refusal> ask(HostConfirmation asked, Preview shown) {
        String limit = Durations.format(asked.limit());
        LogEvent.CONFIRMATION_ASKED.log("the host is asked whether the deployment may begin, for at most {}", limit);
        CompletableFuture<Optional<String>> answer = new CompletableFuture<>();
        Thread thread = new Thread(
                LogContext.current().running(() -> answer.complete(declined(asked, shown))), "devops-host confirm");
        thread.setDaemon(true);
        thread.start();
        boolean isCancelled = runEnvironment
                .cancellation()
                .await(
                        asked.limit(),
                        CompletableFuture.anyOf(
                                answer, runEnvironment.ownership().lost()));
        Optional<String> why = isCancelled
                ? Optional.of("the host cancelled the run before there was an answer")
                : answer.getNow(Optional.of("there was no answer within " + limit));
        if (!answer.isDone()) {
            thread.interrupt();
        }
        runEnvironment.ownership().check();
        return why.map(reason -> new Refusal(
                RefusalCodes.NOT_CONFIRMED,
                runEnvironment.mask().text(reason) + "; nothing was executed and nothing was written",
                Source.of("confirm")));
    }

    private static Optional<String> declined(HostConfirmation asked, Preview shown) {
        try {
            return asked.question().test(shown) ? Optional.empty() : Optional.of("the host declined the deployment");
        } catch (Throwable e) {
            return Optional.of("the host's question whether the deployment may begin failed: " + HostCalls.told(e));
        }
    }
}
