/** Several machines work on one set of epics: a database keeps them apart, and lets one go on with the run of another. */
@NullMarked
package io.github.devopsagent.postgres;

import org.jspecify.annotations.NullMarked;
