/** What an earlier agent left, and whether this one may go on with it. */
package io.github.devopsagent.internal.recovery;
