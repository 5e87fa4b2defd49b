package io.github.devopsagent.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.Outcome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class WebServiceTest {

    private final ByteArrayOutputStream output = new ByteArrayOutputStream();

    @Test
    void version_2_goes_live_and_comes_back_when_version_3_is_not_healthy_and_version_4_is_worse()
            throws IOException, InterruptedException {
        WebService service = WebService.inACopy(new PrintStream(output, true, UTF_8));
        WebService.Versions versions;
        try {
            versions = service.deployAll();
        } finally {
            service.stop();
        }

        assertThat(versions.first()).isEqualTo("Hello from v1");
        assertThat(versions.second()).as(printed()).isInstanceOf(Outcome.Deployed.class);
        assertThat(versions.afterSecond()).isEqualTo("Hello from v2");
        assertThat(versions.third()).as(printed()).isInstanceOf(Outcome.RolledBack.class);
        assertThat(versions.afterThird()).isEqualTo("Hello from v2");
        assertThat(versions.fourth()).as(printed()).isInstanceOf(Outcome.RolledBack.class);
        assertThat(versions.afterFourth()).isEqualTo("Hello from v2");
        assertThat(versions.isAsExpected()).isTrue();
        assertThat(printed().substring(printed().indexOf("== version 4")))
                .doesNotContainPattern("(verify|monitor) '.*' NOT HEALTHY")
                .containsPattern("monitor metric 'answer time': [1-9][0-9]*\\.[0-9]+")
                .containsPattern("ROLLED BACK: .*metric 'answer time' is [1-9][0-9.]*, not at_most 1;"
                        + ".*; and metric 'failed orders' is [0-9]+, not increase_at_most 0")
                .contains("after rollback metric 'failed orders'");
        assertThat(printed())
                .contains("'health' NOT HEALTHY", "no column 'discount'")
                .endsWith("stopped process " + lastServer() + "\n");
    }

    private String lastServer() {
        String listens = "the server listens, process ";
        return printed()
                .substring(printed().lastIndexOf(listens) + listens.length())
                .lines()
                .findFirst()
                .orElseThrow();
    }

    private String printed() {
        return output.toString(UTF_8).replace(System.lineSeparator(), "\n");
    }
}
