/** Leases, the line for them, and journals, as rows: each change is one statement that looks at the fence itself. */
@NullMarked
package io.github.devopsagent.postgres.internal.lease;

import org.jspecify.annotations.NullMarked;
