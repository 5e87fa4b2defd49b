/** The journal of a run: a header and an event for each record, durable before what follows. */
package io.github.devopsagent.internal.journal;
