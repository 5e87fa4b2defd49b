package io.github.devopsagent;

import io.github.devopsagent.shell.FakeAdapter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Does what a class of the root package must not do. */
final class RootPackageViolations {

    private RootPackageViolations() {}

    static JsonMapper knowsJacksonAndAnAdapter() {
        FakeAdapter.call();
        return JsonMapper.shared();
    }

    static String writesByAMapper(JsonNode node) {
        return node.toString();
    }
}
