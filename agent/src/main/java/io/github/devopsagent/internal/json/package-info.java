/** JSON: strict reading, positions, limits and writing. */
package io.github.devopsagent.internal.json;
