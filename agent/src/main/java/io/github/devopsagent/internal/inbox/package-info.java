/** Reading messages in whatever notation: their fields, text, sender and time. */
package io.github.devopsagent.internal.inbox;
