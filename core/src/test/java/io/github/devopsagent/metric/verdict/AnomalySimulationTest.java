package io.github.devopsagent.metric.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.devopsagent.contract.MatrixCells;
import io.github.devopsagent.metric.MetricRule.WorseThanBefore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The rates that the documentation states, beside a small form of the simulation that they come from. */
class AnomalySimulationTest {

    private static final Path PAGE = Path.of("..", "docs", "anomalies.md");

    private static final int RUNS = 100;

    private record Cell(SimulatedService service, SimulatedChange change) {}

    static List<AnomalySimulation> simulations() {
        return AnomalySimulation.simulations();
    }

    @ParameterizedTest
    @MethodSource("simulations")
    @Tag(MatrixCells.TAG)
    void the_documented_rates_are_those_of_the_simulation(AnomalySimulation simulation) throws IOException {
        List<Cell> cells = Arrays.stream(SimulatedService.values())
                .flatMap(service -> Arrays.stream(SimulatedChange.values()).map(change -> new Cell(service, change)))
                .toList();
        for (Cell cell : MatrixCells.tried(cells, 3 * simulations().indexOf(simulation))) {
            double rate = row(simulation, cell.service()).get(cell.change().ordinal());
            assertThat(simulation.failures(cell.service(), cell.change(), RUNS))
                    .as("%s of %s: %s", simulation.title(), cell.service(), cell.change())
                    .isCloseTo(rate, within(0.01 + 4 * Math.sqrt(rate * (1 - rate) / RUNS)));
        }
    }

    /** {@code mvn -pl core -Dtest=AnomalySimulationTest -Danomalies.exact=true test} */
    @EnabledIfSystemProperty(
            named = "anomalies.exact",
            matches = "true",
            disabledReason = "it takes many minutes; the small form is tried")
    @ParameterizedTest
    @MethodSource("simulations")
    void the_page_has_exactly_the_table_of_ten_thousand_windows(AnomalySimulation simulation) throws IOException {
        assertThat(Files.readString(PAGE)).contains(simulation.section(10_000));
    }

    /** What the page says of a service: one rate for each change. */
    private static List<Double> row(AnomalySimulation simulation, SimulatedService service) throws IOException {
        return Files.readAllLines(PAGE).stream()
                .dropWhile(line -> !line.startsWith("| " + simulation.title() + " |"))
                .takeWhile(line -> line.startsWith("|"))
                .filter(line -> line.startsWith("| " + service.title() + " |"))
                .map(line -> Arrays.stream(line.split("\\|"))
                        .skip(2)
                        .map(cell -> Double.parseDouble(cell.replace("%", "").strip()) / 100)
                        .toList())
                .findFirst()
                .orElseThrow(() -> new AssertionError(PAGE + " has no " + simulation.title() + " of " + service));
    }

    static Stream<AnomalySimulation> rankTests() {
        return simulations().stream().filter(simulation -> simulation.rule() instanceof WorseThanBefore);
    }

    @ParameterizedTest
    @MethodSource("rankTests")
    void the_defaults_fail_at_most_one_window_in_a_hundred_of_a_stationary_service(AnomalySimulation simulation)
            throws IOException {
        for (SimulatedService service : SimulatedService.values()) {
            double alarms = row(simulation, service).get(SimulatedChange.NONE.ordinal());
            assertThat(alarms <= 0.01 || service == SimulatedService.TRENDING)
                    .as("%s of %s: %s", simulation.title(), service, alarms)
                    .isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void each_service_is_described(SimulatedService service) throws IOException {
        assertThat(Files.readString(PAGE)).contains("| " + service.title() + " | " + service.shape() + " |");
    }

    @Test
    void the_same_seed_gives_the_same_table() {
        AnomalySimulation simulation = simulations().get(0);
        double once = simulation.failures(SimulatedService.NOISY, SimulatedChange.TWICE, RUNS);

        assertThat(simulation.failures(SimulatedService.NOISY, SimulatedChange.TWICE, RUNS))
                .isEqualTo(once)
                .isBetween(0.1, 0.99);
    }
}
