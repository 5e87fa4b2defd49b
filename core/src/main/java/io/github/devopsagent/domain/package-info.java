/** The documents of the consensus directory as immutable values: status, plan, test results, messages, deployment. */
package io.github.devopsagent.domain;
