package io.github.devopsagent;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.veto.Refusal;
import java.util.List;

/** What an outcome refuses. */
public final class OutcomeRefusals {

    private OutcomeRefusals() {}

    public static List<Refusal> in(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        return ((Outcome.Refused) outcome).refusals();
    }

    public static List<String> codes(Outcome outcome) {
        return in(outcome).stream().map(Refusal::code).toList();
    }

    /** {@code code file#pointer} of each. */
    public static List<String> places(Outcome outcome) {
        return in(outcome).stream()
                .map(each -> each.code() + " " + each.where())
                .toList();
    }
}
