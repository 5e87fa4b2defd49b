/**
 * Three workers, two targets, and a worker that is killed: a program that shows how a cluster is used. The build executes it;
 * {@code mvn -q process-classes -Dexample.cluster}, from the root of a clone, does so over a database of one's own.
 */
package io.github.devopsagent.cluster;
