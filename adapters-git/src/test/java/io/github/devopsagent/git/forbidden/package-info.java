/** What the rules in ArchitectureTest must find. */
package io.github.devopsagent.git.forbidden;
