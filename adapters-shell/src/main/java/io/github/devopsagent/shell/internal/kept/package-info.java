/** What looks of the same run leave for the next one, also with another agent. */
package io.github.devopsagent.shell.internal.kept;
