/** What every implementation of a port must do: tests that the adapters and the fakes of the tests both pass. */
package io.github.devopsagent.contract;
