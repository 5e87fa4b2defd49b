/** What the rules of this module forbid. */
package io.github.devopsagent.testkit.forbidden;
