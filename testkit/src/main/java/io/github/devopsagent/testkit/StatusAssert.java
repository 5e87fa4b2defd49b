package io.github.devopsagent.testkit;

import io.github.devopsagent.domain.Status;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Assertions over the epic's state: {@link DeploymentAssertions#assertThatStatusIn(Path)}. */
public final class StatusAssert extends DocumentAssert<StatusAssert> {

    private final Path consensus;

    StatusAssert(Path consensus) {
        super(consensus.resolve(Status.FILE));
        this.consensus = consensus;
    }

    @Override
    StatusAssert self() {
        return this;
    }

    /**
     * Where the epic stands.
     *
     * @param label such as {@code done}
     * @return this
     */
    public StatusAssert isInPhase(String label) {
        return has("/phase", label);
    }

    /**
     * How often it was sent back.
     *
     * @param number from 1
     * @return this
     */
    public StatusAssert isAtIteration(int number) {
        return has("/iteration", number);
    }

    /**
     * Who approved.
     *
     * @param role such as {@code devops}
     * @return this
     */
    public StatusAssert isApprovedBy(String role) {
        boolean isApproved = document().elements("/approvals").stream()
                .anyMatch(each -> document().text(each).filter(role::equals).isPresent());
        if (!isApproved) {
            throw new AssertionError("'" + role + "' should be among the approvals of " + shown());
        }
        return this;
    }

    /**
     * What keeps the epic from advancing.
     *
     * @param part of a blocker's reason
     * @return this
     */
    public StatusAssert hasBlocker(String part) {
        boolean isThere = document().elements("/blockers").stream()
                .anyMatch(each -> document().text(each + "/reason").orElse("").contains(part));
        if (!isThere) {
            throw new AssertionError("the reason of a blocker should contain '" + part + "', in " + shown());
        }
        return this;
    }

    /**
     * Who was told something.
     *
     * @param role such as {@code tech_lead}
     * @return this
     */
    public StatusAssert hasMessageTo(String role) {
        return hasMessageTo(role, "");
    }

    /**
     * Who was told what.
     *
     * @param role such as {@code developer}
     * @param part of the text of one of its messages, as the JSON of the file has it
     * @return this
     */
    public StatusAssert hasMessageTo(String role, String part) {
        List<String> messages = messagesTo(role);
        if (messages.stream().noneMatch(message -> message.contains(part))) {
            throw new AssertionError("a message to '" + role + "' in " + consensus + " should contain '" + part
                    + "'; there are " + messages);
        }
        return this;
    }

    private List<String> messagesTo(String role) {
        Path inbox = consensus.resolve("messages/inbox").resolve(role);
        if (!Files.isDirectory(inbox)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(inbox)) {
            return files.filter(Files::isRegularFile).map(JsonDocument::text).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
