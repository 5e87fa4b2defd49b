package io.github.devopsagent.testkit.forbidden;

import io.github.devopsagent.metric.Metric;
import org.assertj.core.api.Assertions;

/** Uses a library that hosts need not have, and a package that the kit has no business with. */
final class NeedsAnotherLibrary {

    private NeedsAnotherLibrary() {}

    static void compare(Metric one, Metric other) {
        Assertions.assertThat(one).isEqualTo(other);
    }
}
