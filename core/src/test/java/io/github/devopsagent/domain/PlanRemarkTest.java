package io.github.devopsagent.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.devopsagent.domain.PlanRemark.RemarkKind;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanRemarkTest {

    private static final PlanRemark READ =
            new PlanRemark(RemarkKind.READ_AS, "'cmd' is read as 'run'", List.of("/backup/0/cmd", "/backup/1/cmd"), 5);

    @Test
    void names_the_first_places_and_counts_the_others() {
        assertThat(READ).hasToString("'cmd' is read as 'run' (/backup/0/cmd, /backup/1/cmd and 3 more)");
        assertThat(new PlanRemark(RemarkKind.UNKNOWN_FIELD, "x", List.of("/x"), 1))
                .hasToString("x (/x)");
        assertThat(new PlanRemark(RemarkKind.READ_AS, "7 more", List.of(), 7)).hasToString("7 more");
    }

    @Test
    void names_no_more_places_than_there_are() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PlanRemark(RemarkKind.READ_AS, "x", List.of("/a", "/b"), 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new PlanRemark(RemarkKind.READ_AS, "x", List.of(), 0));
    }
}
