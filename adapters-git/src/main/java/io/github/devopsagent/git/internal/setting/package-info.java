/** What git's configuration says, and who says it: the system, the user, the environment, or the repository itself. */
package io.github.devopsagent.git.internal.setting;
