package io.github.devopsagent.cli;

/** The colours of a terminal. */
enum Colour {
    PLAIN(""),
    GOOD("\u001b[32m"),
    BAD("\u001b[1;31m"),
    WARNING("\u001b[33m"),
    HEADING("\u001b[1m"),
    FAINT("\u001b[2m");

    private static final String END = "\u001b[0m";

    private final String begin;

    Colour(String begin) {
        this.begin = begin;
    }

    /** The line in this colour. */
    String of(String line) {
        return begin.isEmpty() ? line : begin + line + END;
    }
}
