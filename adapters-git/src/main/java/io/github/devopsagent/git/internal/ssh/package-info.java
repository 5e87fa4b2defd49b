/** Remotes that are reached by SSH: by which program, and why one did not let this process in. */
package io.github.devopsagent.git.internal.ssh;
