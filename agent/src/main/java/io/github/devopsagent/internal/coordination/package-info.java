/** Who may work on a directory or a target: agents of one machine by locks, workers of several machines by leases. */
package io.github.devopsagent.internal.coordination;
