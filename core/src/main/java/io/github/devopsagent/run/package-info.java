/** A run as a list of events: what is known after each, and what to do next; two pure functions. */
package io.github.devopsagent.run;
