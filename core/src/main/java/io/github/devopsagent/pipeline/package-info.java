/** What a run consists of: stages, steps, health checks and monitoring as data, and the ports that carry them out. */
package io.github.devopsagent.pipeline;
