/** Reads the documents of the consensus directory strictly, and edits them without touching what is others'. */
package io.github.devopsagent.json;
