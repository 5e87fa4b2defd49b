/** Durable files: everything that is written goes through {@link io.github.devopsagent.internal.disk.Disk}. */
package io.github.devopsagent.internal.disk;
