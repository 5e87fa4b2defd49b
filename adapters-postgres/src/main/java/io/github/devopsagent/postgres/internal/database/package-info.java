/** One statement at a time: how long it may take, what its failures mean, and whether the schema is there. */
@NullMarked
package io.github.devopsagent.postgres.internal.database;

import org.jspecify.annotations.NullMarked;
