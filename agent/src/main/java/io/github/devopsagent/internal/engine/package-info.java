/** One call of the agent: from the lock to the outcome. Runs are carried out here. */
package io.github.devopsagent.internal.engine;
