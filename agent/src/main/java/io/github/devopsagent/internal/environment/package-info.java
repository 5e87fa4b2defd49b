/** Where and with what the agent works during one call. */
package io.github.devopsagent.internal.environment;
