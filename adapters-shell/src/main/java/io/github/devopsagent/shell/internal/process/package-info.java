/** Processes of a step: started together, watched, ended together, and found again after a kill. */
package io.github.devopsagent.shell.internal.process;
