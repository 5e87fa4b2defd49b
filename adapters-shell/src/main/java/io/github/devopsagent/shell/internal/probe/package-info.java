/** Asking over HTTP and TCP. */
package io.github.devopsagent.shell.internal.probe;
