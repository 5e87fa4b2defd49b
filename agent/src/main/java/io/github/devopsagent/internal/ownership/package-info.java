/**
 * Whether this agent still owns what it works on: lock, journal and own files, which others can remove at any time.
 */
package io.github.devopsagent.internal.ownership;
