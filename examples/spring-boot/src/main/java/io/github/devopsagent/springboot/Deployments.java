package io.github.devopsagent.springboot;

import io.github.devopsagent.DevOpsAgent;
import io.github.devopsagent.ListenerEvent;
import io.github.devopsagent.Report;
import io.github.devopsagent.RunListener;
import io.github.devopsagent.UnfinishedRun.Life;
import io.github.devopsagent.springboot.DeployerApplication.Settings;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
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
    private CompletableFuture<?> last = CompletableFuture.completedFuture("none since the start");

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
            return ResponseEntity.status(409).build();
        }
        progress.clear();
        last = CompletableFuture.supplyAsync(agent::run, thread);
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

    /** Down while a person is needed, also after a restart. A deployment that was rolled back is a service that works. */
    @Override
    public synchronized Health health() {
        Object run = last.<Object>handle((outcome, failure) -> failure == null ? outcome : failure)
                .getNow("under way");
        Optional<String> needed = DevOpsAgent.inspect(settings.consensus())
                .filter(left -> left.life() != Life.ALIVE)
                .map(left -> left.summary())
                .or(() -> DevOpsAgent.history(settings.consensus()).needsPerson());
        return (needed.isPresent() || last.isCompletedExceptionally() ? Health.down() : Health.up())
                .withDetail("run", run.toString())
                .withDetail("person needed", needed.orElse("no"))
                .build();
    }

    /** Cancels a run under way, which is undone. What does not come to its end in time is gone on with by the next run. */
    @Override
    public void destroy() throws InterruptedException {
        thread.shutdownNow();
        thread.awaitTermination(settings.stopWithin().toMillis(), TimeUnit.MILLISECONDS);
    }
}
