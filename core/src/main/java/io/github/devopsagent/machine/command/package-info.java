/** The command that a person can paste to undo a deployment. */
package io.github.devopsagent.machine.command;
