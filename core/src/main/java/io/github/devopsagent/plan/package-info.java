/** What is to be done: steps, health checks and monitoring of a plan, as data. */
package io.github.devopsagent.plan;
