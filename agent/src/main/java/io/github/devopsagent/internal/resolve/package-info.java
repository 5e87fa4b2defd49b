/** From a plan as it was read to one that can be carried out here: executors, variables, rollback. */
package io.github.devopsagent.internal.resolve;
