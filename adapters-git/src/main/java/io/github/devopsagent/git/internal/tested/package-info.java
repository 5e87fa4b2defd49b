/** The rule that what was tested is what goes live. */
package io.github.devopsagent.git.internal.tested;
