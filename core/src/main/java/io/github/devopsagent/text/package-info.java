/** Text of others, as people are shown it. */
package io.github.devopsagent.text;
