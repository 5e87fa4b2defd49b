package io.github.devopsagent.archfixtures.pipelineknowsdomain.domain;

/** Is known by a package that must not know it. */
public record Known() {}
