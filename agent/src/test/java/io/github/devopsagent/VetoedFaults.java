package io.github.devopsagent;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.veto.Refusal;
import io.github.devopsagent.veto.Veto;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The faults for which a document was vetoed. */
public final class VetoedFaults {

    private static final Pattern FAULT =
            Pattern.compile("(\\w+): .*\\((artifacts/\\w+\\.json[^()]*)\\)", Pattern.DOTALL);

    private VetoedFaults() {}

    /** The faults as they are told, if nothing but invalid documents was vetoed. */
    public static List<String> in(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Vetoed.class);
        List<Veto> vetoes = ((Outcome.Vetoed) outcome).vetoes();
        assertThat(vetoes).allMatch(veto -> veto.code().startsWith("invalid_"));
        return vetoes.stream()
                .flatMap(veto -> veto.faults().stream().map(Refusal::toString))
                .toList();
    }

    /** The faults as {@code code file#pointer}. */
    public static List<String> places(Outcome outcome) {
        return in(outcome).stream().map(VetoedFaults::place).toList();
    }

    private static String place(String fault) {
        Matcher parts = FAULT.matcher(fault);
        assertThat(parts.matches()).as(fault).isTrue();
        return parts.group(1) + " " + parts.group(2);
    }
}
