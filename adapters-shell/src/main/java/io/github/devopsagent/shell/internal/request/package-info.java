/** What is asked over HTTP, with which credentials, and whom it trusts. */
package io.github.devopsagent.shell.internal.request;
