package io.github.devopsagent.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.devopsagent.executor.Attempt;
import io.github.devopsagent.executor.ExecutionContext;
import io.github.devopsagent.executor.RollbackPoint;
import io.github.devopsagent.executor.StepRequest;
import io.github.devopsagent.executor.StepResult;
import io.github.devopsagent.plan.Input;
import io.github.devopsagent.plan.Stage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What every {@link RollbackPoint} must do. The test of one extends this, and gives it something to be over. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
public abstract class RollbackPointContract {

    @TempDir
    Path scratch;

    /** For the tests of a rollback point. */
    protected RollbackPointContract() {}

    /**
     * The point, over something that it can set back.
     *
     * @return the point
     * @throws Exception if the test cannot go on
     */
    protected abstract RollbackPoint point() throws Exception;

    /**
     * Changes what the point is over, differently each time.
     *
     * @throws Exception if the test cannot go on
     */
    protected abstract void change() throws Exception;

    /**
     * What the point is over, so that it can be compared.
     *
     * @return something that is equal if, and only if, it is the same again
     * @throws Exception if the test cannot go on
     */
    protected abstract Object seen() throws Exception;

    @Test
    void restoring_brings_back_what_was_there_when_it_was_created() throws Exception {
        RollbackPoint point = point();
        Object before = seen();
        assertEquals(Optional.empty(), point.check(context("DEP-001")));
        succeeds(point.create(request("DEP-001")));
        change();
        assertNotEquals(before, seen(), "what the test changes is seen");
        succeeds(point.restore(request("DEP-001")));
        assertEquals(before, seen());
    }

    @Test
    void doing_it_twice_is_the_same_as_once() throws Exception {
        RollbackPoint point = point();
        Object before = seen();
        succeeds(point.create(request("DEP-001")));
        succeeds(point.create(request("DEP-001")));
        change();
        succeeds(point.restore(request("DEP-001")));
        succeeds(point.restore(request("DEP-001")));
        assertEquals(before, seen());
    }

    @Test
    void a_point_that_was_never_created_cannot_be_restored_and_nothing_is_changed() throws Exception {
        RollbackPoint point = point();
        Object before = seen();
        assertFalse(point.restore(request("DEP-404")).isSuccess(), "what was never created is not restored");
        assertEquals(before, seen());
    }

    private static void succeeds(StepResult result) {
        assertTrue(result.isSuccess(), result::toString);
    }

    private StepRequest request(String deploymentId) {
        return new StepRequest(
                "rollback point",
                Stage.BACKUP,
                Input.none(),
                context(deploymentId),
                Duration.ofMinutes(10),
                new Attempt(UUID.randomUUID().toString(), 1, new ContractScratch(scratch)),
                (bytes, offset, length) -> {});
    }

    private ExecutionContext context(String deploymentId) {
        return new ExecutionContext("EP-1", deploymentId, "test", scratch, Map.of());
    }
}
