/** Secrets, and masking them in all that is told. */
package io.github.devopsagent.internal.secret;
