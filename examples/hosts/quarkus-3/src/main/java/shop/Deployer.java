package shop;

import static java.util.concurrent.CompletableFuture.supplyAsync;

import io.github.devopsagent.DevOpsAgent;
import io.github.devopsagent.Outcome;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.config.inject.ConfigProperty;

@Path("/")
@Produces("application/json")
public class Deployer {

    private final java.nio.file.Path consensus;

    public Deployer(@ConfigProperty(name = "deployer.consensus") java.nio.file.Path consensus) {
        this.consensus = consensus;
    }

    private DevOpsAgent agent() {
        return DevOpsAgent.builder().consensus(consensus).build();
    }

    @GET
    @Path("preview")
    public String preview() {
        return agent().preview().toJson();
    }

    @POST
    @Path("deployments")
    public CompletionStage<String> deploy() {
        return supplyAsync(() -> agent().run()).thenApply(Outcome::toJson);
    }

    @GET
    @Path("deployments")
    public String history() {
        return DevOpsAgent.history(consensus).toJson();
    }
}
