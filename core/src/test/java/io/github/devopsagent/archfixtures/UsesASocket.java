package io.github.devopsagent.archfixtures;

import java.net.InetAddress;

/** Breaks the rule that core does not know the network. */
public record UsesASocket(InetAddress host) {}
