/** The documents of the consensus directory as bytes: a snapshot, and publishing several at once. */
package io.github.devopsagent.internal.store;
