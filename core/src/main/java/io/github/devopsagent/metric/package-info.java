/** What is measured before and after a deployment, and by which rule it is judged, as data. */
@NullMarked
package io.github.devopsagent.metric;

import org.jspecify.annotations.NullMarked;
