/** What a host has chosen, and how calls of its code are bounded. */
package io.github.devopsagent.internal.settings;
