package shop;

import static java.util.concurrent.CompletableFuture.supplyAsync;

import io.github.devopsagent.DevOpsAgent;
import io.github.devopsagent.Outcome;
import java.nio.file.Path;
import java.util.concurrent.CompletionStage;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@SpringBootApplication
@RestController
@RequestMapping(produces = "application/json")
public class Deployer {

    private final Path consensus;

    public Deployer(@Value("${deployer.consensus}") Path consensus) {
        this.consensus = consensus;
    }

    private DevOpsAgent agent() {
        return DevOpsAgent.builder().consensus(consensus).build();
    }

    @GetMapping("/preview")
    String preview() {
        return agent().preview().toJson();
    }

    @PostMapping("/deployments")
    CompletionStage<String> deploy() {
        return supplyAsync(() -> agent().run()).thenApply(Outcome::toJson);
    }

    @GetMapping("/deployments")
    String history() {
        return DevOpsAgent.history(consensus).toJson();
    }

    public static void main(String[] arguments) {
        SpringApplication.run(Deployer.class, arguments);
    }
}
