/** What is logged, at which level, and with which context. */
package io.github.devopsagent.internal.log;
