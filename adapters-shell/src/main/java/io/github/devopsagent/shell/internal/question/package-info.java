/** Questions of our own to a shell, which have no effect, and a time by which they are answered. */
package io.github.devopsagent.shell.internal.question;
