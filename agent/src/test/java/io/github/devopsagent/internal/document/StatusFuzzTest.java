package io.github.devopsagent.internal.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.devopsagent.domain.Blocker;
import io.github.devopsagent.domain.Phase;
import io.github.devopsagent.domain.Status;
import io.github.devopsagent.veto.Refusal;
import io.vavr.control.Either;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whatever lies in place of the status is a status that can be edited, or is refused. */
class StatusFuzzTest {

    private static final Instant AT = Instant.parse("2025-12-31T14:00:00Z");
    private static final Set<Blocker.Type> JUDGED_AFRESH = Set.of(Blocker.Type.VETO, Blocker.Type.DEPENDENCY);
    private static final StatusEdit DEPLOYED =
            new StatusEdit(Optional.of(Phase.DONE), Optional.empty(), true, JUDGED_AFRESH, List.of(), AT);
    private static final StatusEdit VETOED = new StatusEdit(
            Optional.of(Phase.TESTING),
            Optional.of(7),
            false,
            JUDGED_AFRESH,
            List.of(
                    new Blocker(Blocker.Type.VETO, "devops", "é \ud83d"),
                    new Blocker(Blocker.Type.QUESTION, "devops", "")),
            AT);

    @FuzzTest
    void status(byte[] bytes) {
        Either<List<Refusal>, Status> read = StatusReader.read(bytes);
        assertThat(StatusReader.read(bytes)).isEqualTo(read);
        if (read.isRight()) {
            boolean isValid = Schemas.STATUS.errorsIn(bytes).isEmpty();
            for (StatusEdit edit : List.of(DEPLOYED, VETOED)) {
                byte[] edited = StatusEditor.apply(bytes, edit);
                assertThat(StatusEditor.apply(edited, edit)).isEqualTo(edited);
                assertThat(isValid && !Schemas.STATUS.errorsIn(edited).isEmpty())
                        .as("valid before and not after")
                        .isFalse();
            }
        }
    }
}
