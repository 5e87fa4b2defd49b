/** What an operator does at a shell: commands in a session of their own, HTTP and TCP probes. */
@NullMarked
package io.github.devopsagent.shell;

import org.jspecify.annotations.NullMarked;
