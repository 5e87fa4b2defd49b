/** A command line as text: which program and which variables it names, whether it is in vain, and how a process gets it. */
package io.github.devopsagent.commandline;
