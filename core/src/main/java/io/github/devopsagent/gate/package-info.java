/** Whether a deployment may begin and go on: the gate, the rules of our own, and what stops a run. */
package io.github.devopsagent.gate;
