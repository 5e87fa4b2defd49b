package io.github.devopsagent.elsewhere;

/** Stands for a class of the agent or of another adapter. */
public class Neighbour {}
