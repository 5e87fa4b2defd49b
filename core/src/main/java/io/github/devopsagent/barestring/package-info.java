/** Whether a string that stands where a plan names its steps is a command, a URL or words for people. */
package io.github.devopsagent.barestring;
