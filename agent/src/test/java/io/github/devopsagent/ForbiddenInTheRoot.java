package io.github.devopsagent;

import io.github.devopsagent.shell.Neighbour;
import tools.jackson.databind.json.JsonMapper;

/** Does what a class of the root package must not do. */
final class ForbiddenInTheRoot {

    private ForbiddenInTheRoot() {}

    static JsonMapper knowsJacksonAndAnAdapter() {
        Neighbour.call();
        return JsonMapper.shared();
    }
}
