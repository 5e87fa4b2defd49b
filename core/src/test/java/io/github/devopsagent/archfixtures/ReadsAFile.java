package io.github.devopsagent.archfixtures;

import java.io.File;

/** Breaks the rule that core has no I/O. */
public record ReadsAFile(File file) {}
