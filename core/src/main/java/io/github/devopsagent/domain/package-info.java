/** The documents of the consensus directory as immutable values: status, plan, test results, messages, deployment. */
@NullMarked
package io.github.devopsagent.domain;

import org.jspecify.annotations.NullMarked;
