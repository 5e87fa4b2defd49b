package io.github.devopsagent.internal.disk.forbidden;

import io.github.devopsagent.DevOpsAgent;
import io.github.devopsagent.internal.json.Limits;
import io.github.devopsagent.run.Health;
import java.time.Duration;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** Does what a class of the package directory must not do. */
public final class DiskPackageViolations {

    private DiskPackageViolations() {}

    static Duration knowsTheAgentRunsJsonAndALog(Health health) {
        DevOpsAgent.builder();
        LoggerFactory.getLogger(health.label());
        JsonMapper.shared();
        return Limits.LONGEST_DURATION;
    }
}
