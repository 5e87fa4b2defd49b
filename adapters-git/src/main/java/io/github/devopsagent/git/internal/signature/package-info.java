/** Signatures of commits, and whose keys may make them. */
package io.github.devopsagent.git.internal.signature;
