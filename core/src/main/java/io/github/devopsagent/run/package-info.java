/** The words in which a run is told: its plan, the events that happen, what is found, what fails, and how it ends. */
@NullMarked
package io.github.devopsagent.run;

import org.jspecify.annotations.NullMarked;
