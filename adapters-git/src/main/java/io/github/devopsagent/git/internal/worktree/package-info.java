/** Switching a work tree to another commit, and back, wherever it is interrupted. */
package io.github.devopsagent.git.internal.worktree;
