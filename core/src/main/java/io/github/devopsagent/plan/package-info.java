/** What is to be done: steps, health checks and monitoring of a plan, as data. */
@NullMarked
package io.github.devopsagent.plan;

import org.jspecify.annotations.NullMarked;
