package io.github.devopsagent.json.forbidden;

import io.github.devopsagent.DevOpsAgent;
import io.github.devopsagent.directory.Digest;
import org.slf4j.LoggerFactory;

/** Does what a class of the package json must not do. */
public final class ForbiddenInJson {

    private ForbiddenInJson() {}

    static String knowsTheAgentTheDiskAndALog() {
        DevOpsAgent.builder();
        LoggerFactory.getLogger("json");
        return Digest.of(new byte[0]);
    }
}
