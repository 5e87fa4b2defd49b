/** Uses a git repository as the way back of a deployment. */
package io.github.devopsagent.git;
