/** The formats of test results: the protocol's own, and what test tools write. */
package io.github.devopsagent.internal.report;
