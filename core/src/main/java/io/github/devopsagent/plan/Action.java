package io.github.devopsagent.plan;

import io.github.devopsagent.address.HttpUrl;
import io.github.devopsagent.address.TcpAddress;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** What a step or a health check does: run a command, use an executor, or what a bare string turns out to say. */
public sealed interface Action {

    /** The name of the executor that runs commands: {@value}. */
    String SHELL = "shell";

    /**
     * Calls the function for this kind of action.
     *
     * @param bare for a bare string
     * @param run for a command
     * @param use for an executor by name
     * @param <T> the type of the result
     * @return the function's result
     */
    default <T> T fold(
            Function<? super Bare, ? extends T> bare,
            Function<? super Run, ? extends T> run,
            Function<? super Use, ? extends T> use) {
        if (this instanceof Bare one) {
            return bare.apply(one);
        }
        if (this instanceof Run one) {
            return run.apply(one);
        }
        return use.apply((Use) this);
    }

    /**
     * Which executor carries it out, and with which input.
     *
     * @return itself, or for a bare string and a command the use of {@value #SHELL}
     */
    default Use use() {
        return this instanceof Use use ? use : shell(text());
    }

    /**
     * A short text for people.
     *
     * @return the string, the command, or the executor's name
     */
    String text();

    /**
     * A string where the protocol's schema has one: a command, the name of an executor, or prose.
     *
     * @param text as it stands in the plan
     */
    record Bare(String text) implements Action {
        public Bare {
            Objects.requireNonNull(text, "text");
        }
    }

    /**
     * A command, for the executor {@value Action#SHELL}.
     *
     * @param command the command line
     */
    record Run(String command) implements Action {
        public Run {
            Objects.requireNonNull(command, "command");
        }

        @Override
        public String text() {
            return command;
        }
    }

    /**
     * An executor by name, with its input.
     *
     * @param executor the executor's name
     * @param input what it is given
     * @param command the command line with which a person does the same; empty if none is known
     */
    record Use(String executor, Input input, Optional<String> command) implements Action {
        public Use {
            Objects.requireNonNull(executor, "executor");
            Objects.requireNonNull(input, "input");
            Objects.requireNonNull(command, "command");
        }

        /**
         * An executor by name.
         *
         * @param executor the executor's name
         * @param input what it is given
         */
        public Use(String executor, Input input) {
            this(executor, input, executor.equals(SHELL) ? input.text("run") : Optional.empty());
        }

        /**
         * The same, which a person does with a command line.
         *
         * @param line the command line; empty if none is known
         * @return the action
         */
        public Use withCommand(Optional<String> line) {
            return new Use(executor, input, line);
        }

        @Override
        public String text() {
            return executor.equals(SHELL) ? input.text("run").orElse(SHELL) : executor;
        }
    }

    /**
     * An HTTP request as the input of the executor {@code http}, which the shell adapters bring.
     *
     * @param url what to get
     * @return the executor's name and its input {@code url}
     * @throws IllegalArgumentException if it is no absolute http or https address
     */
    static Use http(String url) {
        HttpUrl.parse(url).getOrElseThrow(demand -> new IllegalArgumentException("an HTTP check's url " + demand));
        return new Use("http", Input.of("url", url));
    }

    /**
     * A TCP connection as the input of the executor {@code tcp}, which the shell adapters bring.
     *
     * @param address {@code host:port}
     * @return the executor's name and its input {@code address}
     * @throws IllegalArgumentException if it is none
     */
    static Use tcp(String address) {
        TcpAddress.parse(address)
                .getOrElseThrow(demand -> new IllegalArgumentException("a TCP check's address " + demand));
        return new Use("tcp", Input.of("address", address));
    }

    /**
     * A command as the input of the executor {@value Action#SHELL}. In a plan or a health check it is read as a script:
     * several lines run under {@code set -e}, and a shebang names what executes it.
     *
     * @param command the command line
     * @return the executor's name and its input {@code run}
     */
    static Use shell(String command) {
        return new Use(SHELL, Input.of("run", command));
    }
}
