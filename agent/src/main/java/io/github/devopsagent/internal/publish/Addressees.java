package io.github.devopsagent.internal.publish;

import io.github.devopsagent.domain.Mode;
import io.github.devopsagent.domain.Role;
import java.util.List;

/** Who is told of what a role must mend: the role, and whoever acts in its place if the epic's mode lacks it. */
public final class Addressees {

    private Addressees() {}

    public static List<Role> of(Role role, Mode mode) {
        return mode.has(role) ? List.of(role) : List.of(role, standIn(mode));
    }

    /** The role that each mode has. */
    static Role standIn(Mode mode) {
        return mode == Mode.FULL ? Role.TECH_LEAD : Role.DEVELOPER;
    }
}
