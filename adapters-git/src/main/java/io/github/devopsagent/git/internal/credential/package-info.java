/** Credentials that git's credential helpers know. */
package io.github.devopsagent.git.internal.credential;
