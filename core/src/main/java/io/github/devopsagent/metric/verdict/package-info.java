/** Judges the samples of a metric, by fixed limits and by ranks; pure. */
package io.github.devopsagent.metric.verdict;
