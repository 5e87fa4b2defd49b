/** Tests a host's plan without a shell and without waiting: {@link io.github.devopsagent.testkit.ScriptedExecutor}. */
@NullMarked
package io.github.devopsagent.testkit;

import org.jspecify.annotations.NullMarked;
