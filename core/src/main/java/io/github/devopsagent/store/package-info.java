/** Where the documents of a consensus live: bytes only; what they mean is for others. */
package io.github.devopsagent.store;
