package io.github.devopsagent.internal.json.forbidden;

import io.github.devopsagent.DevOpsAgent;
import io.github.devopsagent.internal.disk.Digest;
import org.slf4j.LoggerFactory;

/** Does what a class of the package json must not do. */
public final class JsonPackageViolations {

    private JsonPackageViolations() {}

    static String knowsTheAgentTheDiskAndALog() {
        DevOpsAgent.builder();
        LoggerFactory.getLogger("json");
        return Digest.of(new byte[0]);
    }
}
