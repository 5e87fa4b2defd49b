/** Talking to a remote repository. */
package io.github.devopsagent.git.internal.remote;
