/** Where a check connects to, as plans write it: URLs, hosts and ports. */
package io.github.devopsagent.address;
