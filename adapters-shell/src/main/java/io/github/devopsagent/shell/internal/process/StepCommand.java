package io.github.devopsagent.shell.internal.process;

import io.github.devopsagent.script.Interpreter;
import java.util.Optional;

/**
 * What a step executes.
 *
 * @param text a command, or a script
 * @param interpreter what executes it; empty for the shell of steps
 */
public record StepCommand(String text, Optional<Interpreter> interpreter) {}
