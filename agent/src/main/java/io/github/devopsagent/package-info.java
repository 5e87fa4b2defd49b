/** The agent that plays the devops role over a consensus directory: {@link io.github.devopsagent.DevOpsAgent}. */
@NullMarked
package io.github.devopsagent;

import org.jspecify.annotations.NullMarked;
