package io.github.devopsagent.archfixtures.pipelineknowsdomain.pipeline;

import io.github.devopsagent.archfixtures.pipelineknowsdomain.domain.Known;

/** Knows a package that it must not know. */
public record Knowing(Known other) {}
