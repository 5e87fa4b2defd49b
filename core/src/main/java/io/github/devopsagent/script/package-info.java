/** A command of several lines: what executes it, how it ends, and what a runbook has of such. */
package io.github.devopsagent.script;
