/** The rollback point: created, restored, pruned. */
package io.github.devopsagent.git.internal.rollbackpoint;
