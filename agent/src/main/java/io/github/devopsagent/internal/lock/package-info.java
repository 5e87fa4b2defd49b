/** Who works on a directory: its lock, and what can be known of the process that holds it. */
package io.github.devopsagent.internal.lock;
