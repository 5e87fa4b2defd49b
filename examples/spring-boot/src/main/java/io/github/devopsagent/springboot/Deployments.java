package io.github.devopsagent.springboot;

import io.github.devopsagent.DevOpsAgent;
import io.github.devopsagent.ListenerEvent;
import io.github.devopsagent.Outcome;
import io.github.devopsagent.Report;
import io.github.devopsagent.RunListener;
import io.github.devopsagent.springboot.DeployerApplication.Settings;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** One run at a time, on a thread of its own. */
@RestController
class Deployments implements HealthIndicator, DisposableBean {

    private final Settings settings;
    private final DevOpsAgent agent;
    private final List<ListenerEvent> progress = new CopyOnWriteArrayList<>();
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private CompletableFuture<Health> last =
            CompletableFuture.completedFuture(Health.up().build());

    Deployments(Settings settings) {
        this.settings = settings;
        DevOpsAgent.Builder builder = DevOpsAgent.builder()
                .consensus(settings.consensus())
                .workingDirectory(settings.workingDirectory())
                .listener(RunListener.ofEvents(progress::add));
        settings.secrets().forEach(builder::secret);
        this.agent = builder.build();
    }

    @PostMapping("/deployments")
    synchronized ResponseEntity<Void> begin() {
        if (!last.isDone()) {
            return ResponseEntity.status(HttpStatus.CONFLICT).build();
        }
        progress.clear();
        last = CompletableFuture.supplyAsync(agent::run, thread).handle(Deployments::healthAfter);
        return ResponseEntity.accepted().build();
    }

    @GetMapping(path = "/deployments/progress", produces = "application/json")
    String progress() {
        return progress.stream().map(ListenerEvent::toJson).toList().toString();
    }

    @GetMapping(path = "/deployments/report", produces = "text/html;charset=UTF-8")
    String report() {
        return Report.html(settings.consensus());
    }

    @Override
    public synchronized Health health() {
        return last.getNow(Health.up().withDetail("run", "under way").build());
    }

    /** Down if a person is needed, or a run came to no outcome. A deployment that was rolled back is a service that works. */
    private static Health healthAfter(Outcome outcome, @Nullable Throwable failure) {
        if (failure != null) {
            return Health.down(failure).build();
        }
        Health.Builder health = outcome instanceof Outcome.RollbackFailed ? Health.down() : Health.up();
        return health.withDetail("run", outcome.toString()).build();
    }

    /** Cancels a run under way, which is undone. What does not come to its end in time is gone on with by the next run. */
    @Override
    public void destroy() throws InterruptedException {
        thread.shutdownNow();
        thread.awaitTermination(settings.stopWithin().toMillis(), TimeUnit.MILLISECONDS);
    }
}
