package io.github.devopsagent.git;

/** Why something is not done; the message is for people, with the reason first and then what to do about it. */
final class Refusal extends Exception {

    private static final long serialVersionUID = 1L;

    Refusal(String message) {
        super(message);
    }
}
