/** The agent that plays the devops role over a consensus directory: {@link io.github.devopsagent.DevOpsAgent}. */
package io.github.devopsagent;
