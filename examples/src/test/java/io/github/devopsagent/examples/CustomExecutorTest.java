package io.github.devopsagent.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.devopsagent.Outcome;
import io.github.devopsagent.veto.Veto;
import java.io.IOException;
import java.time.LocalDate;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class CustomExecutorTest {

    private final CustomExecutor shop = new CustomExecutor();

    @Test
    void nothing_is_deployed_on_a_weekend() throws IOException {
        Outcome outcome = shop.deploy(Shipped.copyOf("custom-executor"), LocalDate.of(2026, 1, 3));

        assertThat(outcome)
                .asInstanceOf(InstanceOfAssertFactories.type(Outcome.Vetoed.class))
                .extracting(Outcome.Vetoed::vetoes, InstanceOfAssertFactories.list(Veto.class))
                .extracting(Veto::code, Veto::reason)
                .containsExactly(tuple("change_freeze", "nothing is deployed on a SATURDAY"));
        assertThat(shop.pool()).isEqualTo("blue");
    }

    @Test
    void a_step_of_the_plan_uses_the_executor_of_the_host() throws IOException {
        Outcome outcome = shop.deploy(Shipped.copyOf("custom-executor"), LocalDate.of(2026, 1, 5));

        assertThat(outcome).isInstanceOf(Outcome.Deployed.class);
        assertThat(shop.pool()).isEqualTo("green");
    }
}
