/** Whether a deployment may happen: the gate, and pure rules that veto, each named after what it demands. */
package io.github.devopsagent.veto;
