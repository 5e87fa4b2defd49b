/** Git repositories: the steps that plans use, the rollback point, and the rule that what was tested is what goes live. */
@NullMarked
package io.github.devopsagent.git;

import org.jspecify.annotations.NullMarked;
