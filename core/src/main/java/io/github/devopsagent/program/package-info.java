/** Programs that execute others: shells, and what stands before a command. */
package io.github.devopsagent.program;
