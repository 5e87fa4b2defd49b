/** A run as a state machine: facts and a phase, what is known after each event, and what to do next. Pure. */
package io.github.devopsagent.machine;
