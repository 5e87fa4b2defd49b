package io.github.devopsagent.program;

/** What is known of a program that executes another one. */
public enum WrapperTrait {
    /** Gets there on every machine, and ends as what it executes. */
    PLAIN,
    /** Stays for as long as what it executes, with that among its own arguments. */
    WAITS,
    /** Variables may be set before the command. */
    ASSIGNS,
    /** Executes it as somebody else. */
    OTHER_USER,
    /** Executes it among other files or processes than its own. */
    ELSEWHERE,
    /** Adds words that it reads. */
    FEEDS,
    /** Hands the text behind {@code -c} to a shell. */
    SCRIPT,
    /** Is the program that is named behind it, which may be a shell. */
    MULTIPLE,
    /** Its options are not read, so that it is not known where its command begins. */
    UNREAD
}
