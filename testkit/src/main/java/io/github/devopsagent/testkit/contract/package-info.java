/** What every implementation of a port must do, as JUnit classes that the test of an implementation extends. */
@NullMarked
package io.github.devopsagent.testkit.contract;

import org.jspecify.annotations.NullMarked;
