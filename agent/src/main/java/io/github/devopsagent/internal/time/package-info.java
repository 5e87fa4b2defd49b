/** Time as the tests of hosts let it pass; the test kit alone may use it. */
package io.github.devopsagent.internal.time;
