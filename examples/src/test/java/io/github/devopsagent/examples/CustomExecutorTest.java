package io.github.devopsagent.examples;

import static io.github.devopsagent.testkit.DeploymentAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class CustomExecutorTest {

    private final CustomExecutor shop = new CustomExecutor();

    @Test
    void nothing_is_deployed_on_a_weekend() throws IOException {
        assertThat(shop.deploy(Shipped.copyOf("custom-executor"), LocalDate.of(2026, 1, 3)))
                .isVetoed("change_freeze")
                .because("nothing is deployed on a SATURDAY");
        assertThat(shop.pool()).isEqualTo("blue");
    }

    @Test
    void a_step_of_the_plan_uses_the_executor_of_the_host() throws IOException {
        assertThat(shop.deploy(Shipped.copyOf("custom-executor"), LocalDate.of(2026, 1, 5)))
                .isDeployed();
        assertThat(shop.pool()).isEqualTo("green");
    }
}
