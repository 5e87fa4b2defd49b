/** What rules judge and say: evidence, vetoes and refusals. Hosts add rules and sources of evidence. */
package io.github.devopsagent.veto;
