/**
 * The ports that hosts and adapters implement, and what passes through them: executors of steps, rollback points,
 * attempts and their results.
 */
package io.github.devopsagent.executor;
