/** Git repositories: the steps that plans use, the rollback point, and the rule that what was tested is what goes live. */
package io.github.devopsagent.git;
