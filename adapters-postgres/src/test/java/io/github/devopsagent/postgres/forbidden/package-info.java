/** What the rules in PostgresArchitectureTest must find. */
package io.github.devopsagent.postgres.forbidden;
