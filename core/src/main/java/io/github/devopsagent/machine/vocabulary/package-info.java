/** What a run carries out, why it fails, and how it ends: the words of the state machine that hosts do not see. */
package io.github.devopsagent.machine.vocabulary;
