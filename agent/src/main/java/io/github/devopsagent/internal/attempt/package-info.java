/** One attempt of a step or check: its thread, its output, its end. */
package io.github.devopsagent.internal.attempt;
