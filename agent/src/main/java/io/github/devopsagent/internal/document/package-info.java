/** The documents of the consensus directory and our own: read, written, edited. */
package io.github.devopsagent.internal.document;
