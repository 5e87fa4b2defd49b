/**
 * The ports that hosts and adapters implement, and what passes through them: executors of steps, rollback points,
 * attempts and their results.
 */
@NullMarked
package io.github.devopsagent.executor;

import org.jspecify.annotations.NullMarked;
