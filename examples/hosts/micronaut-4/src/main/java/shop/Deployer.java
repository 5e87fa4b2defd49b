package shop;

import static java.util.concurrent.CompletableFuture.supplyAsync;

import io.github.devopsagent.DevOpsAgent;
import io.github.devopsagent.Outcome;
import io.micronaut.context.annotation.Value;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.runtime.Micronaut;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.nio.file.Path;
import java.util.concurrent.CompletionStage;

@Controller
public class Deployer {

    private final Path consensus;

    public Deployer(@Value("${deployer.consensus}") String consensus) {
        this.consensus = Path.of(consensus);
    }

    private DevOpsAgent agent() {
        return DevOpsAgent.builder().consensus(consensus).build();
    }

    @Get("/preview")
    @ExecuteOn(TaskExecutors.BLOCKING)
    String preview() {
        return agent().preview().toJson();
    }

    @Post("/deployments")
    CompletionStage<String> deploy() {
        return supplyAsync(() -> agent().run()).thenApply(Outcome::toJson);
    }

    @Get("/deployments")
    @ExecuteOn(TaskExecutors.BLOCKING)
    String history() {
        return DevOpsAgent.history(consensus).toJson();
    }

    public static void main(String[] arguments) {
        Micronaut.run(Deployer.class, arguments);
    }
}
