/** What is read to decide, and the decision: read, gate, rules. */
package io.github.devopsagent.internal.evidence;
