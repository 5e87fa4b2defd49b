package io.github.devopsagent.gate;

import static io.github.devopsagent.gate.EvidenceFixture.evidence;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What it takes to ask all six rules of ours over evidence in memory. {@code docs/performance.md} says how to start it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class VetoRulesBenchmark {

    private final FullEvidence fine = evidence().full();
    private final FullEvidence wanting = evidence()
            .withoutRollbackPlan()
            .withoutTestResults()
            .approvedBy("developer")
            .full();

    /** All of them consent. */
    @Benchmark
    public Judgement consents() {
        return VetoRules.judge(Map.of(), fine);
    }

    /** Three of them veto. */
    @Benchmark
    public Judgement vetoes() {
        return VetoRules.judge(Map.of(), wanting);
    }
}
