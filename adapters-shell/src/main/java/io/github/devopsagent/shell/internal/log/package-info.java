/** Counting new lines of a log file. */
package io.github.devopsagent.shell.internal.log;
