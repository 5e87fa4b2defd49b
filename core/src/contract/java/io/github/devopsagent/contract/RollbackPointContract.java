package io.github.devopsagent.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.devopsagent.executor.Attempt;
import io.github.devopsagent.executor.ExecutionContext;
import io.github.devopsagent.executor.RollbackPoint;
import io.github.devopsagent.executor.StepRequest;
import io.github.devopsagent.plan.Input;
import io.github.devopsagent.plan.Stage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every {@link RollbackPoint} must do. */
public abstract class RollbackPointContract {

    @TempDir
    Path scratch;

    /** The point, over something that it can set back. */
    protected abstract RollbackPoint point() throws Exception;

    /** Changes what the point is over, differently each time. */
    protected abstract void change() throws Exception;

    /** What the point is over, so that it can be compared. */
    protected abstract Object seen() throws Exception;

    @Test
    void restoring_brings_back_what_was_there_when_it_was_created() throws Exception {
        RollbackPoint point = point();
        Object before = seen();
        assertThat(point.check(context("DEP-001"))).isEmpty();
        assertThat(point.create(request("DEP-001")).isSuccess()).isTrue();
        change();
        assertThat(seen()).isNotEqualTo(before);
        assertThat(point.restore(request("DEP-001")).isSuccess()).isTrue();
        assertThat(seen()).isEqualTo(before);
    }

    @Test
    void doing_it_twice_is_the_same_as_once() throws Exception {
        RollbackPoint point = point();
        Object before = seen();
        assertThat(point.create(request("DEP-001")).isSuccess()).isTrue();
        assertThat(point.create(request("DEP-001")).isSuccess()).isTrue();
        change();
        assertThat(point.restore(request("DEP-001")).isSuccess()).isTrue();
        assertThat(point.restore(request("DEP-001")).isSuccess()).isTrue();
        assertThat(seen()).isEqualTo(before);
    }

    @Test
    void a_point_that_was_never_created_cannot_be_restored_and_nothing_is_changed() throws Exception {
        RollbackPoint point = point();
        Object before = seen();
        assertThat(point.restore(request("DEP-404")).isSuccess()).isFalse();
        assertThat(seen()).isEqualTo(before);
    }

    private StepRequest request(String deploymentId) {
        return new StepRequest(
                "rollback point",
                Stage.BACKUP,
                Input.none(),
                context(deploymentId),
                Duration.ofSeconds(30),
                new Attempt(UUID.randomUUID().toString(), 1, new DirectoryScratch(scratch)),
                (bytes, offset, length) -> {});
    }

    private ExecutionContext context(String deploymentId) {
        return new ExecutionContext("EP-1", deploymentId, "test", scratch, Map.of());
    }
}
