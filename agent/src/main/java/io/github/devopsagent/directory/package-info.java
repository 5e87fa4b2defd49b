/** The consensus directory on a disk: durable files, the lock, the journal, and the documents as a store. */
package io.github.devopsagent.directory;
