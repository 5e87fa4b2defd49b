/** What rules judge and say: evidence, vetoes and refusals. Hosts add rules and sources of evidence. */
@NullMarked
package io.github.devopsagent.veto;

import org.jspecify.annotations.NullMarked;
