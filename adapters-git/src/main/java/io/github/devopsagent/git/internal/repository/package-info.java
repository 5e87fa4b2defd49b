/** A repository as it is found: location, work tree, head, refs and their locks, revisions. */
package io.github.devopsagent.git.internal.repository;
