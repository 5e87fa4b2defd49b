/**
 * Programs that show how the library is used. The build executes each of them; {@code mvn -q process-classes
 * -Dexample=Quickstart}, from the root of a clone, executes one.
 */
package io.github.devopsagent.examples;
