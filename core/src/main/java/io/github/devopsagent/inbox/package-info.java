/** What a message says, however it is written: whether it is a no, and what lifts it. */
package io.github.devopsagent.inbox;
