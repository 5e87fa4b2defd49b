package io.github.devopsagent.gate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** That the benchmark runs, and measures what it says; not how fast it is. */
class VetoRulesBenchmarkTest {

    @Test
    void each_benchmark_measures_something() throws RunnerException {
        assertThat(new Runner(new OptionsBuilder()
                                .include(VetoRulesBenchmark.class.getName())
                                .forks(0)
                                .warmupIterations(0)
                                .measurementIterations(1)
                                .measurementTime(TimeValue.milliseconds(10))
                                .verbosity(VerboseMode.SILENT)
                                .build())
                        .run())
                .hasSize(2)
                .allSatisfy(
                        each -> assertThat(each.getPrimaryResult().getScore()).isPositive());
    }

    @Test
    void the_evidence_is_judged_as_the_benchmarks_say() {
        VetoRulesBenchmark benchmark = new VetoRulesBenchmark();
        assertThat(benchmark.consents().vetoes()).isEmpty();
        assertThat(benchmark.vetoes().vetoes()).hasSize(3);
    }
}
