/** Lock files of refs, and whether a living process may hold them. */
package io.github.devopsagent.git.internal.lock;
