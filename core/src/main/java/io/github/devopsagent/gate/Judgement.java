package io.github.devopsagent.gate;

import io.github.devopsagent.veto.Ok;
import io.github.devopsagent.veto.Veto;
import java.util.List;

/**
 * What all rules together say.
 *
 * @param vetoes why the deployment must not happen, by code; empty if it may
 * @param consents on what the rules that consent rest
 */
public record Judgement(List<Veto> vetoes, List<Ok> consents) {

    public Judgement {
        vetoes = List.copyOf(vetoes);
        consents = List.copyOf(consents);
    }

    /**
     * Whether the deployment may happen.
     *
     * @return true if no rule vetoes
     */
    public boolean isPass() {
        return vetoes.isEmpty();
    }
}
