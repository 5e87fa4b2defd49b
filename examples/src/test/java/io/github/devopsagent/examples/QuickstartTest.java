package io.github.devopsagent.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class QuickstartTest {

    @Test
    void the_one_liner_deploys_and_leaves_a_record() throws IOException {
        Path consensus = Shipped.copyOf("quickstart");

        assertThat(Quickstart.run(consensus)).isInstanceOf(Outcome.Deployed.class);

        assertThat(consensus.resolve("artifacts/deployment.json"))
                .content()
                .contains("\"epic_id\"", "EP-HELLO-001", "\"success\"");
        assertThat(consensus.resolve("status.json")).content().contains("\"done\"", "\"devops\"");
    }
}
