/** What is written for others: record, messages, status. */
package io.github.devopsagent.internal.publish;
