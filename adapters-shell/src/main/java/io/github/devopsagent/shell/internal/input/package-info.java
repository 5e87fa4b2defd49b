/** What a step may be given, and what can be handed to a process. */
package io.github.devopsagent.shell.internal.input;
