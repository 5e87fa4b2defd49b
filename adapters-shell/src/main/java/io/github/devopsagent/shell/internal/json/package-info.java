/** Reading JSON that a server answers. */
package io.github.devopsagent.shell.internal.json;
