/** The pages that people look at: of a deployment, of what was decided, and of an epic's history. */
package io.github.devopsagent.internal.page;
