/** What a git step leaves in the repository, so that it can be resolved and undone. */
package io.github.devopsagent.git.internal.steprecord;
