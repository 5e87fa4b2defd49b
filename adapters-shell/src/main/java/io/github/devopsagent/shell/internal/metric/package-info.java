/** Where the numbers of metrics come from. */
package io.github.devopsagent.shell.internal.metric;
