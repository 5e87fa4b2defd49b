package io.github.devopsagent.gate;

import io.github.devopsagent.veto.HoldRule;
import io.github.devopsagent.veto.Refusal;
import io.github.devopsagent.veto.RefusalCodes;
import io.github.devopsagent.veto.Source;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks the hold rules of a host. A hold is no veto: nobody has to mend anything, and the next run asks again. */
public final class HoldRules {

    /** Where a hold comes from that no file says. */
    private static final Source HOST = Source.of("builder");

    private HoldRules() {}

    /**
     * Asks all rules, and reports every hold. One that fails holds, unless a document is invalid: what it misses may be in
     * that, whose veto keeps anything from being deployed, and has to be told.
     *
     * @param rules the host's, by name
     * @param known what they judge
     * @return a refusal for each hold; the order of the rules does not matter
     */
    public static List<Refusal> judge(Map<String, HoldRule> rules, FullEvidence known) {
        if (rules.isEmpty()) {
            return List.of();
        }
        return rules.entrySet().stream()
                .flatMap(rule -> hold(rule.getKey(), rule.getValue(), known).stream())
                .map(reason -> new Refusal(RefusalCodes.ON_HOLD, reason, HOST))
                .sorted(Comparator.comparing(Refusal::reason))
                .toList();
    }

    private static Optional<String> hold(String name, HoldRule rule, FullEvidence known) {
        try {
            return Optional.ofNullable(rule.hold(known.evidence()))
                    .map(held -> held.map(reason -> name + ": " + (reason.isBlank() ? "it gives no reason" : reason)))
                    .orElseGet(() -> failed(name, "it returned null", known));
        } catch (Throwable e) {
            return failed(name, e.toString(), known);
        }
    }

    private static Optional<String> failed(String name, String what, FullEvidence known) {
        return known.invalid().isEmpty()
                ? Optional.of("the hold rule '" + name + "' could not judge: " + what + "; the host must repair it")
                : Optional.empty();
    }
}
