/** Whether the records of deployments are as they were written. */
package io.github.devopsagent.internal.audit;
