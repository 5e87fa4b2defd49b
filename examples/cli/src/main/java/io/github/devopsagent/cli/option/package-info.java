/** What flags of several sub-commands say, and the builder's choices that they are. */
@NullMarked
package io.github.devopsagent.cli.option;

import org.jspecify.annotations.NullMarked;
