package io.github.devopsagent.internal.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.ConsensusDirectory;
import io.github.devopsagent.Outcome;
import io.github.devopsagent.Preview.Next;
import io.github.devopsagent.TestBuilder;
import io.github.devopsagent.domain.Role;
import io.github.devopsagent.run.Purpose;
import io.github.devopsagent.veto.Ok;
import io.github.devopsagent.veto.Source;
import io.github.devopsagent.veto.Veto;
import io.github.devopsagent.veto.VetoRule;
import io.vavr.control.Either;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A run that was begun by a host with fewer rules is not called deployed before the rules of this one have judged it. */
class UnaskedRulesTest extends KilledRunFixture {

    private static final VetoRule NO =
            evidence -> Either.left(new Veto("stale", "nobody approved this", Source.of("status.json"), Role.QA));

    private final AtomicInteger asked = new AtomicInteger();

    private TestBuilder counting(TestBuilder agent) {
        return agent.vetoRule("fresh", evidence -> {
            asked.incrementAndGet();
            return Either.right(new Ok(""));
        });
    }

    private ConsensusDirectory monitored() {
        ConsensusDirectory consensus = directory(PLAN);
        killedAfter(probed(Purpose.MONITOR), consensus);
        return consensus;
    }

    @Test
    void a_rule_that_nobody_asked_brings_a_monitored_deployment_back() {
        ConsensusDirectory consensus = monitored();
        assertThat(consensus
                        .agent(shell)
                        .clock(LATER)
                        .vetoRule("fresh", NO)
                        .build()
                        .preview()
                        .next())
                .isEqualTo(Next.ROLL_BACK);
        Outcome outcome = recovered(consensus, agent -> agent.vetoRule("fresh", NO));
        assertThat(outcome).isInstanceOf(Outcome.RolledBack.class);
        assertThat(((Outcome.RolledBack) outcome).reason())
                .contains(
                        "rule 'fresh' of this host had not been asked before it went on with this deployment",
                        "nobody approved this");
        assertThat(steps()).containsExactly("look", "dump", "one", "two", "undo two", "undo one");
    }

    @Test
    void so_does_a_hold_rule() {
        Outcome outcome =
                recovered(monitored(), agent -> agent.holdRule("freeze", evidence -> Optional.of("until Monday")));
        assertThat(outcome).isInstanceOf(Outcome.RolledBack.class);
        assertThat(((Outcome.RolledBack) outcome).reason()).contains("hold rule 'freeze'", "until Monday");
    }

    @Test
    void a_rule_that_consents_is_asked_once_however_often_the_run_is_gone_on_with() {
        ConsensusDirectory consensus = monitored();
        killedAfter(probed(Purpose.MONITOR), consensus, agent -> counting(agent.clock(LATER)));
        assertThat(asked).hasValue(1);
        assertThat(recovered(consensus, this::counting)).isInstanceOf(Outcome.Deployed.class);
        assertThat(asked).hasValue(1);
    }

    @Test
    void a_rule_of_who_began_the_run_is_not_asked_about_what_its_steps_have_changed() {
        ConsensusDirectory consensus = directory(PLAN);
        killedAfter(probed(Purpose.MONITOR), consensus, this::counting);
        int before = asked.get();
        assertThat(recovered(consensus, this::counting)).isInstanceOf(Outcome.Deployed.class);
        assertThat(asked).hasValue(before);
    }

    @Test
    void a_way_back_needs_no_rule() {
        ConsensusDirectory consensus = directory(PLAN);
        shell.failing("two");
        killedAfter(ended("deployment_steps/1"), consensus);
        Outcome outcome = recovered(consensus, this::counting);
        assertThat(outcome).isInstanceOf(Outcome.RolledBack.class);
        assertThat(asked).hasValue(0);
    }
}
