/** Git repositories: the steps that plans use, the rollback point, and the rules
 * that what was tested and approved is what goes live. */
@NullMarked
package io.github.devopsagent.git;

import org.jspecify.annotations.NullMarked;
