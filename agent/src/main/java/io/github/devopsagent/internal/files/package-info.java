/** What the agent keeps in {@code .devops} and of earlier deployments. */
package io.github.devopsagent.internal.files;
