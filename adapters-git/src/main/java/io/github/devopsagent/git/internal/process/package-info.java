/** Hooks, filters and receivers: how they are run, and how they end. */
package io.github.devopsagent.git.internal.process;
