/** What git does to files and their names between a commit and the work tree, and what of it JGit does not. */
package io.github.devopsagent.git.internal.conversion;
