package io.github.devopsagent.shell.internal.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.shell.internal.process.StepProcesses.View;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProcessAbsenceTest {

    private final ProcessAbsence absence = new ProcessAbsence();

    @Test
    void two_looks_that_missed_nothing_prove_it() {
        assertThat(absence.isProvenBy(View.COMPLETE, false)).isFalse();
        assertThat(absence.isLikely()).isTrue();
        assertThat(absence.isProvenBy(View.COMPLETE, false)).isTrue();
    }

    @Test
    void fifty_looks_prove_it_that_may_have_missed_something() {
        assertThat(missed(49)).isFalse();
        assertThat(absence.isProvenBy(View.SOME_ENDED, false)).isTrue();
    }

    @Test
    void a_look_that_finds_one_begins_anew() {
        missed(49);

        assertThat(absence.isProvenBy(View.SOME_ENDED, true)).isFalse();
        assertThat(absence.isLikely()).isFalse();
        assertThat(missed(49)).isFalse();
        assertThat(absence.isProvenBy(View.COMPLETE, false)).isTrue();
    }

    @Test
    void a_process_that_is_just_starting_a_program_may_be_the_one() {
        missed(49);
        absence.isProvenBy(View.SOME_HIDDEN, false);

        assertThat(IntStream.range(0, 100).anyMatch(look -> absence.isProvenBy(View.SOME_HIDDEN, false)))
                .isFalse();
        assertThat(absence.isProvenBy(View.COMPLETE, false)).isTrue();
    }

    private boolean missed(int looks) {
        return IntStream.range(0, looks).anyMatch(look -> absence.isProvenBy(View.SOME_ENDED, false));
    }
}
