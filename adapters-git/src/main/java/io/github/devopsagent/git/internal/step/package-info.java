/** The git steps that plans use. */
package io.github.devopsagent.git.internal.step;
