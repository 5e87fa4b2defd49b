/**
 * The vocabulary of a run: which step is meant ({@link io.github.devopsagent.run.StepRef}), what happens ({@link
 * io.github.devopsagent.run.RunEvent}), what pre-flight finds ({@link io.github.devopsagent.run.Finding}), and what a
 * restart does about a run that was interrupted ({@link io.github.devopsagent.run.Recovery}).
 */
@NullMarked
package io.github.devopsagent.run;

import org.jspecify.annotations.NullMarked;
