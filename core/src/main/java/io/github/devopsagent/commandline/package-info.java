/**
 * A command line as text: whether it is one, which variables it names, whether it is in vain, and in which encoding a
 * process gets it.
 */
package io.github.devopsagent.commandline;
