/** Running a shell command, and telling whether it can be run. */
package io.github.devopsagent.shell.internal.command;
