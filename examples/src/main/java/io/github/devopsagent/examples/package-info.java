/** Programs that show how the library is used. Each has a {@code main}, and the build executes each of them. */
package io.github.devopsagent.examples;
