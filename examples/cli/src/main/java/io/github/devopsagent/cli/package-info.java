/** The sub-commands of {@code devops-agent.jar}, their flags, and what they print. */
@NullMarked
package io.github.devopsagent.cli;

import org.jspecify.annotations.NullMarked;
