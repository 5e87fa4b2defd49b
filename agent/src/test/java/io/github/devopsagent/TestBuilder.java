package io.github.devopsagent;

import io.github.devopsagent.internal.attempt.Cancellation;
import io.github.devopsagent.internal.disk.Disk;
import io.github.devopsagent.internal.lock.AgentIdentity;
import io.github.devopsagent.internal.ownership.OwnershipGuard;
import io.github.devopsagent.internal.settings.AgentSettings;
import java.util.function.Predicate;

/** Builds agents as hosts do, and lets a test of any package choose the disk, the pauses, and who the agent is. */
@SuppressWarnings("exports")
public final class TestBuilder extends AgentBuilder<TestBuilder> {

    public static TestBuilder anAgent() {
        return new TestBuilder();
    }

    private TestBuilder() {}

    @Override
    TestBuilder self() {
        return this;
    }

    @Override
    public TestBuilder ownershipWatch(OwnershipGuard.WatchTiming timing) {
        return super.ownershipWatch(timing);
    }

    @Override
    public TestBuilder identity(AgentIdentity other) {
        return super.identity(other);
    }

    @Override
    public TestBuilder settling(Predicate<Cancellation> wait) {
        return super.settling(wait);
    }

    @Override
    public TestBuilder brakePause(Predicate<Cancellation> wait) {
        return super.brakePause(wait);
    }

    @Override
    public TestBuilder disk(Disk other) {
        return super.disk(other);
    }

    @Override
    public AgentSettings settings() {
        return super.settings();
    }

    public DevOpsAgent build() {
        return new DevOpsAgent(settings());
    }

    public Outcome run() {
        return build().run();
    }

    public Outcome rollBack(String deploymentId) {
        return build().rollBack(deploymentId);
    }

    public Outcome giveUp(String reason) {
        return build().giveUp(reason);
    }
}
