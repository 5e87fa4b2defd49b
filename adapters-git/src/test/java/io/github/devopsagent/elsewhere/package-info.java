/** Stands for the agent or another adapter, which are not on this module's class path. */
package io.github.devopsagent.elsewhere;
